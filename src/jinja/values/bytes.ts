import { raise } from './raise.js';
import { callable, PyObject, type Value } from './types.js';

/** Python bytes, as `str.encode()` gives them: templates hash them, print them or decode them. */
export class PyBytes extends PyObject {
  readonly pyType = 'bytes';

  constructor(readonly data: Buffer) {
    super();
  }

  override pyRepr(): string {
    let text = '';
    for (const byte of this.data) text += byteText(byte);
    return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`;
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'decode') return callable('decode', (args) => this.decode(args[0]));
    if (name === 'hex') return callable('hex', () => this.data.toString('hex'));
    return undefined;
  }

  private decode(encoding: Value = 'utf-8'): string {
    const name = String(encoding).toLowerCase();
    if (name === 'utf-8' || name === 'utf8') return this.data.toString('utf8');
    if (name === 'ascii' || name === 'latin-1' || name === 'latin1') return this.data.toString('latin1');
    return raise(`unknown encoding: ${encoding}`);
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'number' ? this.data[key < 0 ? key + this.data.length : key] : undefined;
  }

  override pyLen(): number {
    return this.data.length;
  }

  override pyIter(): Iterable<Value> {
    return this.data.values();
  }

  override pyEquals(other: Value): boolean {
    return other instanceof PyBytes && this.data.equals(other.data);
  }

  override pyHash(): string {
    return `bytes:${this.data.toString('hex')}`;
  }

  override pyKind(): 'sequence' {
    return 'sequence';
  }
}

const SHORT: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

function byteText(byte: number): string {
  if (SHORT[byte] !== undefined) return SHORT[byte];
  if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, '0')}`;
  return String.fromCharCode(byte);
}

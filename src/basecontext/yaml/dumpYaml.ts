import { isXformError } from '../../errors/error.js';
import { PyDate } from '../../jinja/modules/datetime.js';
import {
  asFloat,
  asInteger,
  entriesOf,
  floatText,
  isDict,
  sortValues,
} from '../../jinja/values/operations.js';
import { PySet } from '../../jinja/values/set.js';
import { isPyObject, type Value } from '../../jinja/values/types.js';
import { scalarStyle } from './scalarStyle.js';
import { YamlWriter } from './yamlWriter.js';

/** The value holds something that YAML has no form for. */
export class YamlRepresentError extends Error {}

const STEP = 2;
/** Keys from this length on are written after `? `. */
const LONG_KEY = 128;

/** PyYAML's safe_dump in block style: 80 columns, ASCII, anchors for lists and dicts that occur twice. */
export function dumpYaml(value: Value, sortKeys: boolean): string {
  const dumper = new YamlDumper(sortKeys, findAnchors(value));
  dumper.writer.write(dumper.lead(value));
  dumper.dump(value, -1, 'root');
  // A plain scalar could go on, so its document is closed explicitly.
  const open =
    plainText(value) !== undefined || (typeof value === 'string' && scalarStyle(value, false) === 'plain');
  return `${dumper.writer}\n${open ? '...\n' : ''}`;
}

/** Names of the containers that occur more than once, in the order in which that shows. */
function findAnchors(root: Value): ReadonlyMap<Value, string> {
  const seen = new Set<Value>();
  const anchors = new Map<Value, string>();
  const visit = (value: Value): void => {
    if (!isContainer(value)) return;
    if (seen.has(value)) {
      if (!anchors.has(value)) anchors.set(value, `id${String(anchors.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(value);
    for (const child of childrenOf(value)) visit(child);
  };
  visit(root);
  return anchors;
}

function isContainer(value: Value): boolean {
  return Array.isArray(value) || value instanceof PySet || isDict(value) || isDictObject(value);
}

/** A dict of the host's own, such as `target`. */
function isDictObject(value: Value): boolean {
  return isPyObject(value) && value.pyType === 'dict';
}

function childrenOf(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value;
  return value instanceof PySet ? [] : [...entriesOf(value)].map((entry) => entry[1]);
}

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof PySet ? value.size === 0 : [...entriesOf(value)].length === 0;
}

/** Text of a scalar that is not a string; undefined for strings and containers. */
function plainText(value: Value): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const whole = asInteger(value);
  if (whole !== undefined) return whole.toString();
  const float = asFloat(value);
  if (float !== undefined) return floatScalar(float);
  return value instanceof PyDate ? value.pyStr() : undefined;
}

function floatScalar(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = floatText(value);
  return text.includes('.') ? text : text.replace('e', '.0e');
}

type Position = 'root' | 'value' | 'item';

class YamlDumper {
  readonly writer = new YamlWriter();
  readonly #written = new Set<Value>();

  constructor(
    private readonly sortKeys: boolean,
    private readonly anchors: ReadonlyMap<Value, string>,
  ) {}

  /** What comes before a container's first line: its anchor and tag. */
  lead(value: Value): string {
    if (!isContainer(value) || this.#written.has(value)) return '';
    const anchor = this.anchors.get(value);
    return [anchor === undefined ? '' : `&${anchor}`, value instanceof PySet ? '!!set' : '']
      .filter(Boolean)
      .join(' ');
  }

  /** `indent` is the column of the enclosing block (-1: none); what precedes on the line is written already. */
  dump(value: Value, indent: number, position: Position): void {
    if (!isContainer(value)) {
      this.#scalar(value, Math.max(indent, 0) + STEP, true);
      return;
    }
    if (this.anchors.has(value) && this.#written.has(value)) {
      this.writer.write(`*${this.anchors.get(value)}`);
      return;
    }
    const hasLead = this.lead(value) !== '';
    this.#written.add(value);
    if (isEmpty(value)) {
      this.writer.write(`${hasLead ? ' ' : ''}${Array.isArray(value) ? '[]' : '{}'}`);
      return;
    }
    if (Array.isArray(value)) this.#sequence(value, indent, position, hasLead);
    else this.#mapping(value, indent, position, hasLead);
  }

  #scalar(value: Value, indent: number, fold: boolean): void {
    const plain = plainText(value);
    if (plain !== undefined) this.writer.write(plain);
    else if (typeof value === 'string')
      this.writer.writeString(value, scalarStyle(value, !fold), indent, fold);
    else throw new YamlRepresentError('cannot represent an object');
  }

  /** A list under a key is not indented; a list or dict in a list begins on the line of its dash. */
  #sequence(items: readonly Value[], indent: number, position: Position, hasLead: boolean): void {
    const column = position === 'value' ? Math.max(indent, 0) : indent < 0 ? 0 : indent + STEP;
    items.forEach((item, i) => {
      if (i > 0 || position === 'value' || hasLead) this.writer.newLine(column);
      this.writer.write('-');
      this.#after(item, column, 'item');
    });
  }

  #mapping(value: Value, indent: number, position: Position, hasLead: boolean): void {
    const column = indent < 0 ? 0 : indent + STEP;
    this.#entries(value).forEach(([key, item], i) => {
      if (i > 0 || position === 'value' || hasLead) this.writer.newLine(column);
      // Behind a key that had to be marked, a list or dict begins on the same line, as in a list.
      this.#after(item, column, this.#key(key, column) ? 'item' : 'value');
    });
  }

  /** Writes `key:`; true when it had to be marked with `?` and stands on lines of its own. */
  #key(key: Value, column: number): boolean {
    if (isContainer(key)) throw new YamlRepresentError('a list or dict cannot be a key');
    const marked = typeof key === 'string' && (key.length >= LONG_KEY || key.includes('\n'));
    if (marked) {
      this.writer.write('? ');
      this.#scalar(key, column + STEP, true);
      this.writer.newLine(column);
    } else this.#scalar(key, column + STEP, false);
    this.writer.write(':');
    return marked;
  }

  /** A value behind `-` or `key:`. */
  #after(value: Value, column: number, position: Position): void {
    const lead = this.lead(value);
    const block =
      isContainer(value) && !isEmpty(value) && !(this.anchors.has(value) && this.#written.has(value));
    if (lead !== '') this.writer.write(` ${lead}`);
    else if (!(block && position === 'value')) this.writer.write(' ');
    this.dump(value, column, position);
  }

  #entries(value: Value): (readonly [Value, Value])[] {
    if (value instanceof PySet) return [...value].map((item) => [item, null] as const);
    const entries = [...entriesOf(value)];
    if (!this.sortKeys) return entries;
    try {
      const byKey = new Map(entries.map((entry) => [entry[0], entry]));
      return sortValues([...byKey.keys()]).map((key) => byKey.get(key)!);
    } catch (error) {
      // Keys without an order stay as they are, as in PyYAML.
      if (isXformError(error)) return entries;
      throw error;
    }
  }
}

import { gzipSync } from 'node:zlib';

export interface TarMember {
  readonly path: string;
  readonly text?: string;
  /** ustar's type: a file unless told otherwise, 1 a hard link, 2 a symbolic link, 3 a device. */
  readonly type?: '0' | '1' | '2' | '3' | '5';
  readonly link?: string;
}

const BLOCK = 512;

/** A .tar.gz with these members as they are given, hostile ones too, which no library would write. */
export function tarArchive(members: readonly TarMember[]): Buffer {
  return gzipSync(Buffer.concat([...members.flatMap(blocks), Buffer.alloc(2 * BLOCK)]));
}

function blocks({ path, text = '', type = '0', link = '' }: TarMember): Buffer[] {
  const content = Buffer.from(text);
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [header, content, padding];
}

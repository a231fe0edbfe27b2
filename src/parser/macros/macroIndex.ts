import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMacros } from '../../jinja/engine.js';
import { md5 } from '../../util/hash.js';
import { packageRoot } from '../../util/packageRoot.js';
import { describeMacro, type MacroDescription } from './lazyMacro.js';

/** Descriptions of the macros of a file, by the digest of its text. */
export type MacroIndex = Readonly<Record<string, readonly MacroDescription[]>>;

/** Made when xform is built, so that the built-in macros need not be parsed before one of them is called. */
const indexFile = () => join(packageRoot(), 'dist', 'macroIndex.json');

let index: MacroIndex | undefined;

/** What the index says of a file of this text; undefined when it does not know it (a macro was changed, no build yet). */
export function findIndexedMacros(text: string): readonly MacroDescription[] | undefined {
  index ??= readIndex();
  return index[md5(text)];
}

function readIndex(): MacroIndex {
  try {
    return JSON.parse(readFileSync(indexFile(), 'utf8')) as MacroIndex;
  } catch {
    return {};
  }
}

/** The index of all built-in macro files. */
export function createMacroIndex(): MacroIndex {
  const folder = join(packageRoot(), 'templates', 'macros');
  const made: Record<string, readonly MacroDescription[]> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sql')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    made[md5(text)] = compileMacros(text, { file: name }).map(describeMacro);
  }
  return made;
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Left may import from right, never the other way; folders of one tier do not import each other. */
const TIERS = [
  ['bin', 'api'],
  ['cli'],
  ['commands', 'testing'],
  ['docs', 'report'],
  ['analysis'],
  ['runner'],
  ['compiler'],
  ['parser', 'graph'],
  ['context'],
  ['manifest'],
  ['project'],
  ['adapters', 'basecontext'],
  ['jinja'],
  ['log'],
  ['util'],
  ['errors'],
];
const src = resolve(import.meta.dirname, '../../src');

function tierOf(folder: string): number {
  return TIERS.findIndex((tier) => tier.includes(folder));
}

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name))
    .map((name) => join(src, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:from|import|import\(|require\()\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g);
  return [...found].map((match) => resolve(dirname(file), match[1]!));
}

describe('folders of src', () => {
  it('are all placed in the order', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => tierOf(name) < 0)).toEqual([]);
  });

  it('import only from folders to their right', () => {
    const wrong: string[] = [];
    for (const file of sourceFiles()) {
      const from = relative(src, file).split(sep);
      if (from.length < 2) continue; // the public entries at the top may import anything
      for (const target of importsOf(file)) {
        const to = relative(src, target).split(sep);
        if (to[0] === '..' || to[0] === from[0]) continue;
        const allowed = to.length > 1 && tierOf(from[0]!) < tierOf(to[0]!);
        if (!allowed) wrong.push(`${from.join('/')} imports ${to.join('/')}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

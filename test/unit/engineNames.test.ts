import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtinTypes } from '../../src/adapters/registry.js';

const src = resolve(import.meta.dirname, '../../src');
const engines = builtinTypes.join('|');
/** `=== 'duckdb'`, `case 'duckdb':`, `startsWith("duckdb")` and the like. */
const NAME_TESTED = new RegExp(
  `(?:[!=]==?\\s*|\\bcase\\s+|\\b(?:includes|startsWith|has)\\()['"\`](?:${engines})['"\`]`,
);

describe('engines', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.ts$/.test(name) && !new RegExp(`^adapters/(?:${engines})/`).test(name.replaceAll('\\', '/')),
  );

  it('are told apart by what they can do: no name is tested outside the folder of the engine', () => {
    const found = files.flatMap((name) =>
      readFileSync(join(src, name), 'utf8')
        .split('\n')
        .flatMap((line, i) => (NAME_TESTED.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

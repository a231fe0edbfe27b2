import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParityCase } from './caseFile.js';

/** Features of weight H that no case shows, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  F19: 'needs the package itself, which is not part of this repository: its own integration tests are compared instead',
};

/** The table of COVERAGE.md: which case shows which feature, and which features no case shows. */
export function coverageTable(cases: ReadonlyMap<string, ParityCase>): string {
  const rows = readFileSync(join(import.meta.dirname, 'features.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t') as [id: string, weight: string, name: string])
    .map(([id, weight, name]) => ({
      id,
      weight,
      name,
      by: [...cases].filter(([, each]) => each.covers.includes(id)).map(([file]) => file),
    }));
  const known = new Set(rows.map(({ id }) => id));
  for (const [file, { covers }] of cases)
    for (const id of covers)
      if (!known.has(id)) throw new Error(`${file}.case covers ${id}, which is no feature`);
  for (const { id, weight, by } of rows)
    if (weight === 'H' && by.length > 0 === id in EXCEPTIONS)
      throw new Error(`${id} needs a case, or a reason for having none, and not both`);
  const covered = rows.filter(({ by }) => by.length > 0);
  const count = (weight: string) =>
    `${covered.filter((row) => row.weight === weight).length} of ${rows.filter((row) => row.weight === weight).length} ${weight}`;
  return [
    '# Which case shows which feature',
    '',
    'Written by `npx vitest run test/parity -u` from the `covers:` lines of the cases.',
    '',
    `Covered: ${['H', 'M', 'L'].map(count).join(', ')}.`,
    '',
    '| Feature | Weight | | Cases |',
    '|---|---|---|---|',
    ...rows.map(
      ({ id, weight, name, by }) =>
        `| ${id} | ${weight} | ${name} | ${by.join(', ') || (EXCEPTIONS[id] ?? '')} |`,
    ),
    '',
  ].join('\n');
}

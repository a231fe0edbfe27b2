import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCase } from './caseFile.js';
import { compareSteps, type Difference } from './compare.js';
import { DIFFERENCES } from './differences.js';
import type { EngineName, ParityEngine } from './engines.js';
import type { Golden } from './golden.js';
import { runCase } from './runCase.js';

/** The names of all cases, sorted. */
export const CASES: readonly string[] = readdirSync(join(import.meta.dirname, 'cases'))
  .map((file) => file.replace(/\.case$/, ''))
  .sort();

export function loadCase(name: string) {
  return readCase(join(import.meta.dirname, 'cases', `${name}.case`));
}

export function goldenNames(engine: EngineName): string[] {
  return readdirSync(join(import.meta.dirname, 'goldens', engine)).sort();
}

/** Runs a case: the differences nobody knows of, and the known ones that are none any more. */
export async function compareCase(
  name: string,
  engine: ParityEngine,
): Promise<{ unknown: Difference[]; outdated: string[] }> {
  const file = join(import.meta.dirname, 'goldens', engine.name, `${name}.json`);
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  const known = DIFFERENCES.filter(
    (entry) => entry.case === name && (entry.on ?? ['duckdb']).includes(engine.name),
  );
  const found = compareSteps(golden.steps, await runCase(loadCase(name), engine));
  return {
    unknown: found.filter(({ path }) => !known.some((entry) => entry.path.test(path))),
    outdated: known
      .filter((entry) => !found.some(({ path }) => entry.path.test(path)))
      .map(({ path, reason }) => `${path}: ${reason}`),
  };
}

import type { DatabaseAnswer, StepAnswer } from './golden.js';

/** One place where xform's answer is not dbt's. `path`: step number, then keys, joined by ` / `. */
export interface Difference {
  readonly path: string;
  readonly dbt: unknown;
  readonly xform: unknown;
}

/** Compares two answers; messages of errors are compared by their kind, since xform words them its own way. */
export function compareSteps(
  dbt: readonly StepAnswer[],
  xform: readonly StepAnswer[],
  from: DatabaseAnswer = {},
): Difference[] {
  const differences: Difference[] = [];
  let database = from;
  dbt.forEach((expected, index) => {
    if (expected.database !== undefined && expected.database !== 'unchanged') database = expected.database;
    const left = normal(expected.database === 'unchanged' ? { ...expected, database } : expected);
    walk(left, normal(xform[index]!), [`${index + 1} ${expected.command}`], differences);
  });
  return differences;
}

function walk(dbt: unknown, xform: unknown, path: readonly string[], found: Difference[]): void {
  if (isMapping(dbt) && isMapping(xform)) {
    for (const key of new Set([...Object.keys(dbt), ...Object.keys(xform)]))
      walk(dbt[key], xform[key], [...path, key], found);
  } else if (path.at(-1) === 'warnings') {
    // xform tells the project's warnings on every run, dbt only when it reads the file anew: none of dbt's may miss.
    const missing = ((dbt ?? []) as string[]).filter((name) => !((xform ?? []) as string[]).includes(name));
    if (missing.length > 0) found.push({ path: path.join(' / '), dbt: missing, xform });
  } else if (isErrorText(path) && dbt === '') {
    // dbt says what is wrong without saying of which kind it is: xform may.
    if (typeof xform !== 'string') found.push({ path: path.join(' / '), dbt, xform });
  } else if (JSON.stringify(sorted(dbt)) !== JSON.stringify(sorted(xform))) {
    found.push({ path: path.join(' / '), dbt, xform });
  }
}

function isErrorText(path: readonly string[]): boolean {
  return path.at(-1) === 'message' || path.at(-1) === 'error';
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function normal(step: StepAnswer): Record<string, unknown> {
  const results = Object.fromEntries(
    Object.entries(step.results ?? {}).map(([id, result]) => [
      id,
      {
        ...result,
        message: ['error', 'runtime error'].includes(result.status) ? kind(result.message) : result.message,
      },
    ]),
  );
  return {
    ...step,
    ...(step.error === undefined ? {} : { error: kind(step.error) }),
    ...(step.listed === undefined ? {} : { listed: step.listed.map(jsonOrText) }),
    ...(step.results === undefined ? {} : { results }),
  };
}

/** `Compilation Error` of `Compilation Error in model a (models/a.sql)\n ...`; '': it says none. */
function kind(message: string | null): string {
  return /^\s*(\w+ Error)/.exec(message ?? '')?.[1] ?? '';
}

function jsonOrText(line: string): unknown {
  return line.startsWith('{') ? JSON.parse(line) : line;
}

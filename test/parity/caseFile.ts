import { readFileSync } from 'node:fs';

/** A part of a case file: the text under one `--- ` line. */
export interface CasePart {
  /**
   * `run: COMMAND`, `look: FILE`, `sql:`, `delete: PATH`, `copy: FROM TO`, `git: FOLDER TAG`, `env: NAME=VALUE ...`, `cwd: FOLDER`, or the
   * path of a file to write.
   */
  readonly title: string;
  readonly text: string;
}

export interface ParityCase {
  readonly heading: string;
  /** Feature ids of the contract. */
  readonly covers: readonly string[];
  /** `table.column` or `*.column`: set, but different on every run. */
  readonly volatile: readonly string[];
  /** Engines beside DuckDB on which the case runs. */
  readonly alsoOn: readonly string[];
  readonly parts: readonly CasePart[];
}

/** Reads a case: a heading with `covers:`, `volatile:` and `also-on:` lines, then files and steps in the order they happen. */
export function readCase(path: string): ParityCase {
  const chunks = readFileSync(path, 'utf8').split(/^--- (.*)\n/m);
  const heading = chunks[0]!;
  const parts: CasePart[] = [];
  for (let i = 1; i < chunks.length; i += 2) parts.push({ title: chunks[i]!.trim(), text: chunks[i + 1]! });
  return {
    heading,
    covers: words(heading, 'covers'),
    volatile: words(heading, 'volatile'),
    alsoOn: words(heading, 'also-on'),
    parts,
  };
}

function words(heading: string, key: string): string[] {
  return [...heading.matchAll(new RegExp(`^${key}: (.*)$`, 'gm'))].flatMap((line) =>
    line[1]!.trim().split(/\s+/),
  );
}

/** Splits a command line as a shell does: quotes of both kinds, no escapes. */
export function splitCommand(command: string): string[] {
  return [...command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map((word) =>
    word[0].replace(/"([^"]*)"|'([^']*)'/g, (_all, a?: string, b?: string) => a ?? b ?? ''),
  );
}

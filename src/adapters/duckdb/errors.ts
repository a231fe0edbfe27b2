import type { ExplainedError } from '../types.js';

interface Explanation {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, message: string) => Omit<ExplainedError, 'kind'>;
}

/** Errors of DuckDB that its own text does not tell how to get out of. First match wins. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /Could not set lock on file "([^"]*)": Conflicting lock is held in (.*?)\(PID (\d+)\)/s,
    explain: (match) => ({
      message: `The database file ${match[1]} is in use by another process (PID ${match[3]}: ${match[2]!.trim()})`,
      hint: 'DuckDB lets one process at a time open a file for writing. Close that program, or point `path` in profiles.yml to another file.',
    }),
  },
  {
    pattern: /Could not set lock on file "([^"]*)"/,
    explain: (match) => ({
      message: `The database file ${match[1]} is in use by another process`,
      hint: 'DuckDB lets one process at a time open a file for writing. Close that program, or point `path` in profiles.yml to another file.',
    }),
  },
  {
    pattern:
      /Cannot open file "([^"]*)": (Permission denied|Read-only file system|Is a directory|No such file or directory)/,
    explain: (match) => ({
      message: `The database file ${match[1]} cannot be opened: ${match[2]!.toLowerCase()}`,
      hint:
        match[2] === 'No such file or directory'
          ? 'Create its folder, or change `path` in profiles.yml. A relative path starts at the folder the command runs in.'
          : 'Change `path` in profiles.yml to a file that this user may write.',
    }),
  },
  {
    pattern: /The file "([^"]*)" exists, but it is not a valid DuckDB database file/,
    explain: (match) => ({
      message: `The file ${match[1]} is not a DuckDB database`,
      hint: 'Point `path` in profiles.yml to a DuckDB file, or to a file that does not exist yet.',
    }),
  },
  {
    pattern: /Trying to read a database file with version number \d+/,
    explain: (_match, message) => ({
      message: firstLine(message),
      hint: 'The file was written by a newer DuckDB than xform carries. Export it there (EXPORT DATABASE) and import it here.',
    }),
  },
  {
    pattern:
      /Failed to download extension "([^"]*)"|Extension "([^"]*)" not found|Extension "([^"]*\.duckdb_extension)" could not be loaded/,
    explain: (match, message) => ({
      message: firstLine(message),
      hint: `The extension ${match[1] ?? match[2] ?? match[3]} is not on this machine. Install it where there is a network, or download it and give its path under \`extensions\` in profiles.yml.`,
    }),
  },
  {
    pattern: /needs to be loaded|exists in the (\w+) extension|requires the extension (\w+)/i,
    explain: (match, message) => ({
      message,
      hint: `Add ${match[1] ?? match[2] ?? 'the extension'} to \`extensions\` in profiles.yml.`,
    }),
  },
  {
    pattern: /^INTERRUPT Error/,
    explain: () => ({ message: 'The statement was cancelled' }),
  },
  {
    pattern: /write-write conflict|Conflict on (?:update|tuple deletion)|Transaction conflict/,
    explain: (_match, message) => ({
      message,
      hint: 'Two nodes changed the same relation at once. Let one depend on the other, or run with one thread.',
    }),
  },
  {
    pattern:
      /Attempting to write to database "([^"]*)" in a transaction that has already modified database "([^"]*)"/,
    explain: (match) => ({
      message: `One transaction cannot write both '${match[2]}' and '${match[1]}'`,
      hint: 'DuckDB writes one attached database a transaction: move the hook into a model of its own, or make it `transaction: false`.',
    }),
  },
  {
    pattern:
      /Could not convert string ["']null["'] to|Error when converting column "[^"]*"\. Could not convert string "null"/i,
    explain: (_match, message) => ({
      message,
      hint: "Leave the cell empty for a missing value: DuckDB reads the word 'null' as text.",
    }),
  },
  {
    pattern: /^Out of Memory Error/,
    explain: (_match, message) => ({
      message,
      hint: 'Raise `memory_limit` under `settings` in profiles.yml, or run with fewer threads.',
    }),
  },
];

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

/** DuckDB's message, with what to do where that is known. dbt reports these as runtime errors, so do we. */
export function explainError(error: unknown): ExplainedError {
  const message = (error instanceof Error ? error.message : String(error)).trimEnd();
  for (const { pattern, explain } of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match !== null) return { kind: 'runtime', ...explain(match, message) };
  }
  return { kind: 'runtime', message };
}

/** A transaction lost against another one; the same statement may succeed when it is sent again. */
export function isConflict(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /write-write conflict|Conflict on (?:update|tuple deletion)|Transaction conflict/.test(message);
}

/** The name Python's duckdb gives this error (`IO Error: ...` is an IOException): what `retries` lists. */
export function exceptionName(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const kind = /^([A-Za-z ]+?) Error:/.exec(message)?.[1] ?? '';
  if (kind === 'TransactionContext') return 'TransactionException';
  return kind === '' ? 'Error' : `${kind.replaceAll(' ', '')}Exception`;
}

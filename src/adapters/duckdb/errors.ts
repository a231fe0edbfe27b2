import { relative } from 'node:path';
import type { Place } from '../../errors/error.js';
import type { ExplainedError } from '../types.js';

interface Explanation {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray, message: string) => Omit<ExplainedError, 'kind'>;
}

const CSV_OPTIONS = /^ {2}file = (.*)$/m;

function csvPlace(message: string, line?: string): Place | undefined {
  const file = CSV_OPTIONS.exec(message)?.[1] ?? /Error when sniffing file "([^"]*)"/.exec(message)?.[1];
  if (file === undefined) return undefined;
  const fromHere = relative(process.cwd(), file);
  return {
    file: fromHere.startsWith('..') ? file : fromHere,
    line: line === undefined ? undefined : Number(line),
  };
}

/** The first lines say what is wrong with a CSV file; a page about reader options follows. */
const CSV_EXPLANATIONS: readonly Explanation[] = [
  {
    pattern:
      /CSV Error on Line: (\d+)\nOriginal Line: (.*)\nError when converting column "(.*?)"\. Could not convert string "(.*?)" to '(.*?)'/s,
    explain: ([, line, , column, text, type], message) => ({
      message: `Column "${column}" is of type ${type}, which '${text}' is not`,
      place: csvPlace(message, line),
      hint:
        text?.toLowerCase() === 'null'
          ? 'Leave the cell empty for a missing value, or set `column_types` for this column.'
          : 'Correct the cell, or set `column_types` for this column.',
    }),
  },
  {
    pattern: /CSV Error on Line: (\d+)\n.*?Invalid unicode/s,
    explain: (match, message) => ({
      message: 'The file is not UTF-8',
      place: csvPlace(message, match[1]),
      hint: 'Save it with the encoding UTF-8.',
    }),
  },
  {
    pattern: /CSV Error on Line: (\d+)\nOriginal Line: (.*?)\n(.*?)\n/s,
    explain: (match, message) => ({ message: match[3]!, place: csvPlace(message, match[1]) }),
  },
  {
    pattern: /Error when sniffing file.*they contain: (\d+) columns.*found by the sniffer: (\d+)/s,
    explain: (match, message) => ({
      message: `The table has ${match[1]} columns, but rows of the file have ${match[2]}`,
      place: csvPlace(message),
      hint: 'Give each row as many cells as the header has, and check `delimiter`.',
    }),
  },
];

/** Errors of DuckDB that its own text does not tell how to get out of. First match wins. */
const EXPLANATIONS: readonly Explanation[] = [
  ...CSV_EXPLANATIONS,
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
      /(?:Cannot open|Could not read from) file "([^"]*)": (Permission denied|Read-only file system|Is a directory|No such file or directory)/,
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
    pattern: /Failed to download extension "([^"]*)" at URL "([^"]*?)"/,
    explain: ([, name, url], message) => missingExtension(name!, url!, message),
  },
  {
    pattern: /Extension "([^"]*)" not found|Extension "([^"]*\.duckdb_extension)" could not be loaded/,
    explain: (match, message) => ({
      message: firstLine(message),
      hint: `The extension ${match[1] ?? match[2]} is not on this machine. Correct its path under \`extensions\` in profiles.yml.`,
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
    pattern: /unrecognized configuration parameter/,
    explain: (_match, message) => ({
      message,
      hint: 'Settings come from `settings` and `config_options` in profiles.yml, and from SET statements.',
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
    pattern: /^Out of Memory Error/,
    explain: (_match, message) => ({
      message,
      hint: 'Raise `memory_limit` under `settings` in profiles.yml, or run with fewer threads.',
    }),
  },
];

/** `url` is where DuckDB looked for it: .../v1.5.5/linux_amd64/httpfs.duckdb_extension.gz */
function missingExtension(name: string, url: string, message: string): Omit<ExplainedError, 'kind'> {
  const similar = /Candidate extensions: (.*)/.exec(message)?.[1];
  const [version, platform] = url.split('/').slice(-3);
  return {
    message: `The DuckDB extension ${name} is not on this machine and cannot be downloaded from ${url}`,
    hint:
      similar !== undefined
        ? `DuckDB knows no extension of this name; similar ones are ${similar}.`
        : `Get ${name} for DuckDB ${version} on ${platform} elsewhere (that address, or \`pip download duckdb-extension-${name.replaceAll('_', '-')}\`), unpack it, and name the file in profiles.yml: \`extensions: [path/to/${name}.duckdb_extension]\`. Or put it into \`<folder>/${version}/${platform}/\` and set \`config_options: {extension_directory: <folder>}\`.`,
  };
}

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

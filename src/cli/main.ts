import { randomUUID } from 'node:crypto';
import type { CommandOptions, CommandRecords, Effects } from '../commands/types.js';
import { errorsOf, type XformError } from '../errors/error.js';
import { describeError } from '../errors/formatError.js';
import { createLogger } from '../log/createLogger.js';
import { secretScrubber } from '../log/secretScrubber.js';
import type { ReportedRun } from '../report/types.js';
import { environmentFlags } from './environmentFlags.js';
import type { ParsedCommandLine } from './parseCommandLine.js';
import { reportFailure } from './reportFailure.js';
import { reportTargets } from './reportTargets.js';
import { UsageError, usageText } from './usageError.js';
import { VERSION_TEXT } from './versionText.js';

/** Where a process meets the world; tests pass their own. */
export interface ProcessEdge {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  readonly stderr: { write(text: string): unknown };
  readonly signal: AbortSignal;
}

/** dbt's exit code after Ctrl-C. */
const INTERRUPTED = 2;

/** Runs one command line to its exit code (features J3). Never throws. */
export async function main(edge: ProcessEdge): Promise<number> {
  const { argv, stdout, stderr } = edge;
  if (argv.length === 1 && ['--version', '-v', '-V'].includes(argv[0]!)) {
    stdout.write(`${VERSION_TEXT}\n`);
    return 0;
  }
  if (argv[0] === '__complete') {
    const { complete } = await import('./completion/complete.js');
    for (const candidate of complete(argv.slice(1), edge)) stdout.write(`${candidate}\n`);
    return 0;
  }
  let parsed: ParsedCommandLine;
  try {
    const { parseCommandLine } = await import('./parseCommandLine.js');
    parsed = parseCommandLine(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    (error.exitCode === 0 ? stdout : stderr).write(error.text);
    return error.exitCode;
  }
  const { command } = parsed;
  const invocationId = randomUUID();
  const scrub = secretScrubber(edge.env);
  const options: CommandOptions = { ...parsed.options, invocation_command: scrub(`xform ${argv.join(' ')}`) };
  const log = createLogger({
    flags: { ...environmentFlags(edge.env), ...options },
    env: edge.env,
    invocationId,
    out: stdout,
    scrub,
  });
  const effects: Effects = {
    log,
    stdout: (text) => void stdout.write(scrub(text)),
    cwd: edge.cwd,
    env: edge.env,
    signal: edge.signal,
    now: () => new Date(),
    invocationId,
    record: (found) => void Object.assign(records, found),
  };
  const records: CommandRecords = {};
  const startedAt = new Date();
  let errors: readonly XformError[] = [];
  let code: number;
  try {
    const module = await command.load();
    code = await module.run(options, effects);
    if (edge.signal.aborted && code !== 0) code = INTERRUPTED;
  } catch (error) {
    errors = edge.signal.aborted ? [] : errorsOf(error);
    code = told(error);
  }
  try {
    const targets = reportTargets(options['junit'], edge.env, edge.cwd);
    if (targets !== undefined) {
      const { writeReports } = await import('./writeReports.js');
      writeReports(reportedRun(), targets, (text) => void stderr.write(text), scrub);
    }
  } catch (error) {
    code = told(error);
  }
  log.close();
  return code;

  /** Says what stopped the command, and answers with the exit code. */
  function told(error: unknown): number {
    if (edge.signal.aborted) {
      // What was cancelled on purpose is no error to be told.
      log.fail({ name: 'MainKeyboardInterrupt', code: 'Z001', msg: 'Exited because of keyboard interrupt' });
      return INTERRUPTED;
    }
    const usage = errorsOf(error);
    if (usage.every((each) => each.kind === 'usage')) {
      stderr.write(usageText(`xform ${command.words}`, usage.map(describeError).join('\n')));
      return 2;
    }
    return reportFailure(error, log, options['debug'] === true);
  }

  function reportedRun(): ReportedRun {
    const { project, executed = [], unlisted = [] } = records;
    const elapsedSeconds = records.elapsedSeconds ?? (Date.now() - startedAt.getTime()) / 1000;
    return {
      command: command.words,
      cwd: edge.cwd,
      project,
      executed,
      unlisted,
      errors,
      startedAt,
      elapsedSeconds,
    };
  }
}

import { randomUUID } from 'node:crypto';
import { COMMANDS } from '../cli/commandTable.js';
import { environmentFlags } from '../cli/environmentFlags.js';
import { reportFailure } from '../cli/reportFailure.js';
import type { CommandRecords } from '../commands/types.js';
import { errorsOf, isXformError } from '../errors/error.js';
import { createLogger } from '../log/createLogger.js';
import { secretScrubber } from '../log/secretScrubber.js';
import { commandValues } from './commandValues.js';
import type { CallOptions, Report } from './types.js';

/** A command that came to its end, with what it told of itself. */
export interface CommandOutcome {
  readonly report: Report;
  readonly records: CommandRecords;
}

const INTERRUPTED = 2;

/**
 * Runs one command inside this process. Throws XformError or XformErrors for what stops it as a whole, and the
 * signal's reason when it was stopped before any node ran.
 */
export async function runCommand(words: string, options: CallOptions): Promise<CommandOutcome> {
  const { cwd = process.cwd(), env = process.env, signal = new AbortController().signal } = options;
  const { cwd: _cwd, env: _env, signal: _signal, onEvent, output, ...given } = options;
  signal.throwIfAborted();
  const command = COMMANDS.find((each) => each.words === words)!;
  const values = commandValues(command, given);
  const invocationId = randomUUID();
  const scrub = secretScrubber(env);
  const log = createLogger({
    flags: { ...environmentFlags(env), ...values },
    env,
    invocationId,
    out: output,
    listen: onEvent,
    scrub,
  });
  const records: { -readonly [K in keyof CommandRecords]: CommandRecords[K] } = {};
  const effects = {
    log,
    stdout: (text: string) => void output?.write(scrub(text)),
    cwd,
    env,
    signal,
    now: () => new Date(),
    invocationId,
    record: (found: CommandRecords) => void Object.assign(records, found),
  };
  try {
    const module = await command.load();
    const code = await module.run(values, effects);
    const interrupted = signal.aborted && code !== 0;
    const exitCode = interrupted ? INTERRUPTED : code;
    return { report: { success: code === 0, exitCode, interrupted, invocationId }, records };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    reportFailure(error, log, false);
    throw isXformError(error) ? error : errorsOf(error)[0];
  } finally {
    log.close();
  }
}

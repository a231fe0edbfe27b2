import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { XformError } from '../../../errors/error.js';

/** What the process asks or reports, one JSON object a line. */
export type PythonRequest =
  | { readonly kind: 'load'; readonly name: string }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** Lines of the model on the way to the error, the outermost first. */
      readonly lines: readonly number[];
      /** A module that could not be imported. */
      readonly module?: string | null;
    };

export interface PythonProcessOptions {
  readonly python: string;
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The first thing the process reads. */
  readonly job: unknown;
  readonly signal: AbortSignal;
  /** A line that the model printed. */
  readonly onOutput: (line: string) => void;
  readonly onErrorOutput: (line: string) => void;
  /** Answers a request of the process. */
  readonly onLoad: (name: string) => Promise<unknown>;
}

export type PythonOutcome = Exclude<PythonRequest, { kind: 'load' }>;

const GRACE_MS = 2000;

/** Runs the process to its end; it never outlives the call. */
export async function runPythonProcess(options: PythonProcessOptions): Promise<PythonOutcome> {
  const child = spawn(options.python, [options.script], {
    cwd: options.cwd,
    env: { ...options.env, PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // Awaited below, unless something else fails first.
  ended.catch(() => undefined);
  const stop = (): void => terminate(child);
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    const answers = child.stdio[4] as Writable;
    // A process that has died does not read on; how it ended is what counts.
    answers.on('error', () => undefined);
    const stderr: string[] = [];
    onLine(child.stdout!, options.onOutput);
    onLine(child.stderr!, (line) => {
      stderr.push(line);
      options.onErrorOutput(line);
    });
    answers.write(`${JSON.stringify(options.job)}\n`);
    const outcome = await answerRequests(child.stdio[3] as Readable, answers, options.onLoad);
    const [code, signal] = await ended;
    if (options.signal.aborted) throw new XformError('runtime', 'The Python model was cancelled');
    if (outcome !== undefined) return outcome;
    throw new XformError('runtime', `Python ended ${signal ? `by ${signal}` : `with code ${code}`}`, {
      notes: stderr.slice(-20),
    });
  } finally {
    options.signal.removeEventListener('abort', stop);
    if (child.exitCode === null && child.signalCode === null) terminate(child);
  }
}

function onLine(stream: Readable, use: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', use);
}

async function answerRequests(
  requests: Readable,
  answers: Writable,
  load: (name: string) => Promise<unknown>,
): Promise<PythonOutcome | undefined> {
  for await (const line of createInterface({ input: requests })) {
    const request = JSON.parse(line) as PythonRequest;
    if (request.kind !== 'load') return request;
    answers.write(`${JSON.stringify(await load(request.name))}\n`);
  }
  return undefined;
}

function terminate(child: ChildProcess): void {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(timer));
}

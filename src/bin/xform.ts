import { main } from '../cli/main.js';

const abort = new AbortController();
let interrupts = 0;

/** The first Ctrl-C ends the run in order, a second one at once. */
function onInterrupt(signal: NodeJS.Signals): void {
  interrupts++;
  if (interrupts > 1) {
    // By the signal itself: process.exit would wait for the statements that still run.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  abort.abort();
}

process.on('SIGINT', onInterrupt);
process.on('SIGTERM', onInterrupt);
// A reader that goes away (`xform build | head`) does not stop the work: what is built is not half built.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(2);
});
process.stderr.on('error', () => undefined);

// Nothing is left that could go on, and the command has not ended: an engine's client forgot to answer.
process.once('beforeExit', () => {
  process.stderr.write('Internal Error: the run stopped before its end; `xform retry` goes on with it\n');
  process.exit(2);
});

void main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: abort.signal,
}).then(
  // Not by exitCode: an engine's idle threads or a reader that never comes must not keep the process.
  (code) => process.stdout.write('', () => process.exit(code)),
  (error) => {
    process.stderr.write(`Internal Error: ${error instanceof Error ? error.stack : error}\n`);
    process.exit(2);
  },
);

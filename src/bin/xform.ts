import { main } from '../cli/main.js';

const abort = new AbortController();
let interrupts = 0;

/** The first Ctrl-C ends the run in order, a second one at once. */
function onInterrupt(code: number): void {
  interrupts++;
  if (interrupts > 1) process.exit(code);
  abort.abort();
}

process.on('SIGINT', () => onInterrupt(130));
process.on('SIGTERM', () => onInterrupt(143));
// A reader that goes away (`xform ls | head`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

void main({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: abort.signal,
}).then((code) => {
  // Not by exitCode: an engine's idle threads or a reader that never comes must not keep the process.
  process.stdout.write('', () => process.exit(code));
});

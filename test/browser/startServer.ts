import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

/** `xform docs serve` on any free port, with the address that it prints. Ends when the child gets SIGINT. */
export async function startServer(cwd: string): Promise<{ child: ChildProcess; url: string }> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(cwd, '.home'), NO_COLOR: '1' };
  const child = spawn(process.execPath, [BIN, 'docs', 'serve', '--port', '0'], { cwd, env });
  let output = '';
  child.stderr.on('data', (text) => (output += text));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const printed = /http:\/\/127\.0\.0\.1:\d+\//.exec(output);
      if (printed !== null) resolve(printed[0]);
    });
    child.on('close', () => reject(new Error(`docs serve ended:\n${output}`)));
  });
  return { child, url };
}

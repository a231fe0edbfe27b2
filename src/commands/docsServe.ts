import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SITE_FOLDER } from '../docs/generate/writeSite.js';
import { serveSite } from '../docs/serve/serveSite.js';
import { XformError } from '../errors/error.js';
import { openProject } from './session.js';
import type { CommandOptions, Effects } from './types.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Shows the site that `docs generate` wrote, to this computer only, until Ctrl-C. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const project = openProject('serve', options, effects);
  const folder = join(resolve(project.root.root, project.root.config.targetPath), SITE_FOLDER);
  if (!existsSync(join(folder, 'index.html'))) {
    throw new XformError('runtime', `There is no documentation in ${folder}`, {
      hint: 'Write it first: xform docs generate.',
    });
  }
  const site = await serveSite({ folder, host: hostOf(options), port: portOf(options) });
  effects.stdout(`Documentation of ${project.root.name}: ${site.url}\nPress Ctrl-C to stop.\n`);
  if (options['browser'] === true) await openBrowser(site.url);
  await untilAborted(effects.signal);
  await site.close();
  return 0;
}

function hostOf(options: CommandOptions): string {
  const host = options['host'] === undefined ? '127.0.0.1' : String(options['host']);
  if (LOOPBACK.test(host)) return host;
  throw new XformError('usage', `--host ${host} would show the documentation to other computers`, {
    hint: `xform serves on this computer only (127.0.0.1, ::1, localhost). To publish, copy the folder ${SITE_FOLDER} of the target folder to a file host.`,
  });
}

function portOf(options: CommandOptions): number | undefined {
  if (options['port'] === undefined || options['port'] === null) return undefined;
  const port = Number(options['port']);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new XformError('usage', `--port must be a number from 0 to 65535, not ${String(options['port'])}`, {
    hint: '0 chooses any free port.',
  });
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer'],
};

/** Shows the address in the user's browser; where that fails, the printed address is there to be clicked. */
async function openBrowser(url: string): Promise<void> {
  const { spawn } = await import('node:child_process');
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  spawn(command, [...args, url], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolvePromise) => {
    if (signal.aborted) resolvePromise();
    else signal.addEventListener('abort', () => resolvePromise(), { once: true });
  });
}

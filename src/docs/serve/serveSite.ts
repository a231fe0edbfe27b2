import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { createGzip } from 'node:zlib';
import { XformError } from '../../errors/error.js';

export interface ServeRequest {
  readonly folder: string;
  /** A loopback address. */
  readonly host: string;
  /** Undefined: 8080, or any free one when that is taken. */
  readonly port?: number;
}

export interface ServedSite {
  /** Where a browser finds it. */
  readonly url: string;
  close(): Promise<void>;
}

const DEFAULT_PORT = 8080;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg']);

/** Serves the files of a folder to this computer. Throws XformError when the port is taken. */
export async function serveSite({ folder, host, port }: ServeRequest): Promise<ServedSite> {
  const server = createServer((request, response) => answer(folder, request, response));
  if (port !== undefined) await listen(server, host, port);
  else await listen(server, host, DEFAULT_PORT).catch(() => listen(server, host, 0));
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${chosen}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      reject(
        new XformError('runtime', `Cannot listen on ${host}:${port}: ${error.message}`, {
          hint: 'Give another --port, or none for any that is free.',
          cause: error,
        }),
      );
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

/** Names of this computer; others may be pages elsewhere that point their own name here to read along. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-cache');
  if (!LOOPBACK.test(request.headers.host ?? '')) {
    refuse(response, 403, 'Only for this computer');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'Only GET and HEAD');
    return;
  }
  const path = findFile(folder, request.url ?? '/');
  if (path === undefined) {
    refuse(response, 404, 'There is no such file');
    return;
  }
  const ending = extname(path).toLowerCase();
  response.setHeader('Content-Type', TYPES[ending] ?? 'application/octet-stream');
  const zipped = COMPRESSED.has(ending) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(200);
  if (request.method === 'HEAD') return void response.end();
  const file = createReadStream(path).on('error', () => response.destroy());
  (zipped ? file.pipe(createGzip({ level: 4 })) : file).pipe(response);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** A file below the folder, or undefined. */
function findFile(folder: string, url: string): string | undefined {
  let wanted: string;
  try {
    wanted = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (wanted.includes('\0')) return undefined;
  const path = normalize(join(folder, wanted.endsWith('/') ? `${wanted}index.html` : wanted));
  if (!path.startsWith(folder + sep)) return undefined;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

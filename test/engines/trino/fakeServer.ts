import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Break the connection instead of answering. */
  readonly drop?: boolean;
}

export interface FakeServer {
  readonly port: number;
  readonly url: string;
  /** All requests, in order. */
  readonly asked: readonly Asked[];
}

/**
 * Speaks HTTP on the loopback until the test ends, and says by itself that it is there (/v1/info);
 * `answer` gets each other request and how many came before it.
 */
export async function startFakeServer(
  answer: (asked: Asked, index: number, url: string) => Reply | Promise<Reply>,
): Promise<FakeServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const one: Asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      if (one.path === '/v1/info') {
        response.end('{}');
        return;
      }
      asked.push(one);
      const reply = await answer(one, asked.length - 1, url);
      if (reply.drop) {
        response.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, reply.headers);
      response.end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port, url, asked };
}

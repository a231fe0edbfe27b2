import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { explainError } from '../../../src/adapters/spark/errors.js';
import { spark as plugin } from '../../../src/adapters/spark/plugin.js';
import { createTarget } from '../../../src/project/resolveTarget.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A Thrift server that answers a login by SASL as HiveServer2 does when it refuses it: status 3 and a text. */
function refusesLogin(): Promise<number> {
  const said = Buffer.from('Error validating the login');
  const answer = Buffer.concat([Buffer.from([3, 0, 0, 0, said.length]), said]);
  return listen(
    createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end(answer))),
  );
}

/** A proxy before a Thrift server, which answers each request with this status. */
function answersWith(status: number): Promise<number> {
  return listen(createHttpServer((_request, response) => response.writeHead(status).end('no')));
}

/** What a user reads when no connection comes about. */
async function refusal(profile: Readonly<Record<string, unknown>>): Promise<string> {
  const fields = { host: '127.0.0.1', schema: 's', user: 'anna', connect_timeout: 5, ...profile };
  const { credentials } = createTarget('p', 'dev', plugin, fields as never, 1);
  const driver = await plugin.createDriver(credentials, { threads: 1, cwd: '/' });
  const error = await driver.connect('one').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const explained = explainError(error);
  return `${explained?.message}. ${explained?.hint}`;
}

describe('a Spark server that cannot be used', () => {
  it('says that the login is wrong, without the password', async () => {
    const text = await refusal({ port: await refusesLogin(), password: 'top-secret', auth: 'LDAP' });
    expect(text).toMatch(/^The Spark server did not accept the login\. Correct `user`/);
    expect(text).not.toContain('top-secret');
  });

  it.each([
    [401, /did not accept the login.*a token may have expired/],
    [403, /does not let this user in/],
    [404, /Nothing answers at `http_path`/],
    [503, /not available at the moment/],
  ])('over HTTP with status %i', async (status, line) => {
    const text = await refusal({ method: 'http', port: await answersWith(status), token: 'top-secret' });
    expect(text).toMatch(line);
    expect(text).not.toContain('top-secret');
  });

  it.each([
    ['an unknown host', { host: 'no-such-host.invalid' }, /no-such-host\.invalid/],
    ['no server', { port: 1 }, /No Spark Thrift server listens at 127\.0\.0\.1, port 1/],
    [
      'no server over HTTP',
      { port: 1, method: 'http' },
      /No Spark Thrift server listens at 127\.0\.0\.1, port 1/,
    ],
  ])('is %s', async (_name, profile, line) => {
    expect(await refusal(profile)).toMatch(line);
  });

  it('does not answer in time', async () => {
    const port = await listen(createServer(() => undefined));
    expect(await refusal({ port, connect_timeout: 1 })).toMatch(/did not answer|in time/);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { bindValues } from '../../../src/adapters/trino/bindings.js';
import { trino as plugin } from '../../../src/adapters/trino/plugin.js';
import type { Connection } from '../../../src/adapters/types.js';
import { PyDate, PyDateTime } from '../../../src/jinja/modules/datetime.js';
import { PyDecimal } from '../../../src/jinja/values/decimal.js';
import { pyRepr } from '../../../src/jinja/values/text.js';
import { PyFloat, type Value } from '../../../src/jinja/values/types.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import { startFakeServer } from './fakeServer.js';

/** The client against a server that answers as the statement protocol says (trino.io/docs: Client REST API). */
async function connect(port: number, profile: Record<string, Value> = {}): Promise<Connection> {
  const fields = { host: '127.0.0.1', port, user: 'ada', database: 'lake', schema: 'dev', ...profile };
  const { credentials } = createTarget('test', 'test', plugin, fields, 1);
  const driver = await plugin.createDriver(credentials, { threads: 1, cwd: '/' });
  onTestFinished(() => driver.close());
  return driver.connect('test');
}

const bigint = { rawType: 'bigint', arguments: [] };
const column = (name: string, type: string, typeSignature: object = { rawType: type, arguments: [] }) => ({
  name,
  type,
  typeSignature,
});

describe('a statement', () => {
  it('is followed page by page, its numbers exact', async () => {
    const server = await startFakeServer(({ path }, _index, url) => {
      const columns = JSON.stringify([column('n', 'bigint')]);
      if (path === '/v1/statement') return { body: `{"id":"q1","nextUri":"${url}/p/1"}` };
      if (path === '/p/1')
        return {
          body: `{"id":"q1","columns":${columns},"data":[[9007199254740993]],"nextUri":"${url}/p/2"}`,
        };
      return { body: `{"id":"q1","columns":${columns},"data":[[-9223372036854775808],[null]]}` };
    });
    const connection = await connect(server.port);
    const result = await connection.execute('select n from t;', { fetch: true });
    expect(result.rows).toEqual([[9007199254740993n], [-9223372036854775808n], [null]]);
    expect(result.columns).toEqual([{ name: 'n', type: 'bigint' }]);
    expect(result.response).toMatchObject({ _message: 'SUCCESS', query_id: 'q1' });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/statement',
      'GET /p/1',
      'GET /p/2',
    ]);
    expect(server.asked[0]!.body).toBe('select n from t');
  });

  it('is asked for again after 502, 503, 504 and 429, and not after other answers', async () => {
    const statuses = [503, 502, 504];
    const server = await startFakeServer((_asked, index) =>
      index < statuses.length
        ? { status: statuses[index]! }
        : { body: '{"id":"q2","updateType":"INSERT","updateCount":2}' },
    );
    const connection = await connect(server.port);
    const { response } = await connection.execute('insert into t values 1, 2');
    expect(response).toEqual({ _message: 'INSERT (2 rows)', rows_affected: 2, query_id: 'q2' });

    const refusing = await startFakeServer(() => ({ status: 401, body: 'Authentication failed' }));
    await expect((await connect(refusing.port)).execute('select 1')).rejects.toThrow(/401/);
    expect(refusing.asked).toHaveLength(1);
  });

  it.each([
    [401, /did not accept the login/],
    [403, /does not allow this user in/],
  ])('that ends in status %i is explained without the secret', async (status, expected) => {
    const server = await startFakeServer(() => ({ status, body: '<html>no</html>' }));
    const connection = await connect(server.port, { password: 'Wr0ng!' });
    const error: unknown = await connection.execute('select 1').catch((reason: unknown) => reason);
    const explained = plugin.explainError!(error);
    expect(explained?.message).toMatch(expected);
    expect(JSON.stringify(explained)).not.toContain('Wr0ng!');
  });

  it('gives up after the retries of the profile', async () => {
    const server = await startFakeServer(() => ({ status: 503 }));
    await expect((await connect(server.port, { retries: 1 })).execute('select 1')).rejects.toThrow(/503/);
    expect(server.asked).toHaveLength(2);
  });

  it('is not sent twice when the connection broke before an answer; a page is', async () => {
    const server = await startFakeServer(() => ({ drop: true }));
    await expect((await connect(server.port)).execute('insert into t values 1')).rejects.toThrow(
      /socket hang up/,
    );
    expect(server.asked).toHaveLength(1);

    const paging = await startFakeServer((_asked, index, url) =>
      index === 0
        ? { body: `{"id":"q","nextUri":"${url}/p/1"}` }
        : index === 1
          ? { drop: true }
          : { body: '{"id":"q"}' },
    );
    await (await connect(paging.port)).execute('select 1');
    expect(paging.asked.map(({ path }) => path)).toEqual(['/v1/statement', '/p/1', '/p/1']);
  });

  it("carries the server's error, with the line at fault", async () => {
    const server = await startFakeServer(() => ({
      body: JSON.stringify({
        id: 'q3',
        error: {
          message: "line 2:1: Column 'nope' cannot be resolved",
          errorName: 'COLUMN_NOT_FOUND',
          errorLocation: { lineNumber: 2, columnNumber: 1 },
        },
      }),
    }));
    const connection = await connect(server.port);
    const error: unknown = await connection.execute('select\nnope').catch((reason: unknown) => reason);
    expect(plugin.explainError!(error)?.message).toBe(
      "COLUMN_NOT_FOUND: line 2:1: Column 'nope' cannot be resolved\nLINE 2: nope\n        ^",
    );
  });

  it('is stopped by a DELETE of its next page', async () => {
    let stopped = false;
    const server = await startFakeServer(({ method }, _index, url) => {
      if (method === 'DELETE') {
        stopped = true;
        return { status: 204 };
      }
      if (stopped)
        return { body: '{"id":"q4","error":{"message":"Query was canceled","errorName":"USER_CANCELED"}}' };
      return { body: `{"id":"q4","nextUri":"${url}/p/1"}` };
    });
    const connection = await connect(server.port);
    const running = connection.execute('select 1').catch((error: Error) => error.message);
    await expect.poll(() => server.asked.length).toBeGreaterThan(2);
    await connection.cancel!();
    expect(await running).toBe('Query was canceled');
  });

  it('takes spooled segments, and says that they may go', async () => {
    const inline = Buffer.from('[[1],[2]]').toString('base64');
    const server = await startFakeServer(({ path }, _index, url) => {
      if (path === '/segment') return { body: '[[9007199254740993]]' };
      if (path === '/gone') return {};
      return {
        body: JSON.stringify({
          id: 'q5',
          columns: [column('n', 'bigint', bigint)],
          data: {
            encoding: 'json',
            segments: [
              { type: 'inline', data: inline },
              { type: 'spooled', uri: `${url}/segment`, ackUri: `${url}/gone`, headers: { 'x-key': ['k'] } },
            ],
          },
        }),
      };
    });
    const connection = await connect(server.port, { encoding: 'json' });
    const { rows } = await connection.execute('select n from t', { fetch: true });
    expect(rows).toEqual([[1], [2], [9007199254740993n]]);
    expect(server.asked[0]!.headers['x-trino-query-data-encoding']).toBe('json');
    expect(server.asked[1]!.headers['x-key']).toBe('k');
    // Storage is another party: it gets no login.
    expect(server.asked[1]!.headers['x-trino-user']).toBeUndefined();
    expect(server.asked.at(-1)!.path).toBe('/gone');
  });
});

describe('a session', () => {
  it('is sent with each statement, and follows what statements change', async () => {
    const changes: Record<string, string> = {
      'x-trino-set-catalog': 'other',
      'x-trino-set-session': 'query_max_run_time=5m',
      'x-trino-set-role': 'lake=ROLE%7Bx%7D',
    };
    const server = await startFakeServer((_asked, index) => ({
      headers: index === 0 ? changes : {},
      body: '{"id":"q"}',
    }));
    const connection = await connect(server.port, {
      session_properties: { join_distribution_type: 'BROADCAST', 'lake.flag': true },
      roles: { lake: 'admin', system: 'all' },
      client_tags: ['etl', 'night'],
      timezone: 'Europe/Berlin',
      http_headers: { 'X-Trace': 7 },
    });
    await connection.execute('use other.dev');
    await connection.execute('select 1');
    expect(server.asked[0]!.headers).toMatchObject({
      'x-trino-user': 'ada',
      'x-trino-catalog': 'lake',
      'x-trino-schema': 'dev',
      'x-trino-source': 'xform',
      'x-trino-session': 'join_distribution_type=BROADCAST,lake.flag=true',
      'x-trino-role': 'lake=ROLE%7Badmin%7D,system=ALL',
      'x-trino-client-tags': 'etl,night',
      'x-trino-time-zone': 'Europe/Berlin',
      'x-trace': '7',
    });
    expect(server.asked[1]!.headers).toMatchObject({
      'x-trino-catalog': 'other',
      'x-trino-role': 'lake=ROLE%7Bx%7D,system=ALL',
    });
    expect(server.asked[1]!.headers['x-trino-session']).toContain('query_max_run_time=5m');
  });

  it('never sends a login in the clear, and names what a method needs', () => {
    const fields = { host: 'h', port: 1, user: 'ada', database: 'd', schema: 's' };
    const make = (more: Record<string, Value>) => () =>
      createTarget('t', 't', plugin, { ...fields, ...more }, 1);
    expect(make({ method: 'ldap' })).toThrow(/needs `password`/);
    expect(make({ method: 'ldap', password: 'p', http_scheme: 'http' })).toThrow(/in the clear/);
    expect(make({ method: 'jwt' })).toThrow(/needs `jwt_token`/);
    expect(make({ method: 'kerberos' })).toThrow(/does not log in to Trino by this way/);
    expect(make({ method: 'oauth' })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('jwt') }),
    );
    expect(make({ method: 'guess' })).toThrow(/is not a way to log in/);
    expect(make({ method: 'ldap', password: 'p' })().credentials).toMatchObject({ http_scheme: 'https' });
  });

  it('takes texts of several statements, and has nothing to commit', async () => {
    const server = await startFakeServer(() => ({ body: '{"id":"q"}' }));
    const connection = await connect(server.port);
    await connection.execute(
      "delete from t where a = ';' -- one; \n; commit; insert into t select 1; -- end",
    );
    expect(server.asked.map(({ body }) => body)).toEqual([
      "delete from t where a = ';' -- one;",
      'insert into t select 1',
    ]);
  });
});

describe('values of marks', () => {
  const values: Value[] = [1, null, "Bo's", true, PyDecimal.parse('1.50'), new PyFloat(0.1)];
  it('go beside a prepared statement, or into the text', () => {
    expect(bindValues("insert into t values (?, ?, ?, ?, ?, ?, '?')", values, true)).toBe(
      "EXECUTE IMMEDIATE 'insert into t values (?, ?, ?, ?, ?, ?, ''?'')' USING 1, NULL, 'Bo''s', true, DECIMAL '1.50', DOUBLE '0.1'",
    );
    expect(
      bindValues("values (%s, '%s', %s)", [PyDate.of(2020, 1, 2), PyDateTime.of(2020, 1, 2, 3, 4, 5)], true),
    ).toBe("values (DATE '2020-01-02', '%s', TIMESTAMP '2020-01-02 03:04:05')");
    expect(() => bindValues('values (?)', [], true)).toThrow(/1 marks/);
  });
});

describe('cells', () => {
  it.each([
    ['double', [], '1', '1.0'],
    ['double', [], '"NaN"', 'nan'],
    ['decimal', [], '"12345678901234567890.50"', "Decimal('12345678901234567890.50')"],
    ['timestamp', [], '"2020-01-02 03:04:05.123457"', 'datetime.datetime(2020, 1, 2, 3, 4, 5, 123457)'],
    ['timestamp', [], '"2020-12-31 23:59:59.9999999"', 'datetime.datetime(2021, 1, 1, 0, 0)'],
    [
      'timestamp with time zone',
      [],
      '"2020-07-01 12:00:00.000 Europe/Berlin"',
      'datetime.datetime(2020, 7, 1, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))',
    ],
    ['time', [], '"03:04:05.500"', 'datetime.time(3, 4, 5, 500000)'],
    ['interval day to second', [], '"-1 02:00:00.000"', 'datetime.timedelta(days=-2, seconds=79200)'],
    ['varbinary', [], '"AP8="', "b'\\x00\\xff'"],
    [
      'array',
      [{ kind: 'TYPE', value: { rawType: 'decimal', arguments: [] } }],
      '["1.0",null]',
      "[Decimal('1.0'), None]",
    ],
    [
      'map',
      [
        { kind: 'TYPE', value: bigint },
        { kind: 'TYPE', value: { rawType: 'double', arguments: [] } },
      ],
      '{"10":1,"2":2}',
      '{10: 1.0, 2: 2.0}',
    ],
    ['varchar', [], '"text"', "'text'"],
  ])('of type %s %j: %s', async (rawType, args, json, expected) => {
    const columns = JSON.stringify([column('c', rawType, { rawType, arguments: args })]);
    const server = await startFakeServer(() => ({
      body: `{"id":"q","columns":${columns},"data":[[${json}]]}`,
    }));
    const { rows } = await (await connect(server.port)).execute('select c', { fetch: true });
    expect(pyRepr(rows[0]![0])).toBe(expected);
  });
});

import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterPlugin, Connection, Driver, QueryResult } from '../adapters/types.js';
import { pyStr } from '../jinja/values/text.js';
import type { Value } from '../jinja/values/types.js';
import { createTarget } from '../project/resolveTarget.js';

/** One thing an engine must do. `run` rejects with an assertion error when it does not. */
export interface AdapterCheck {
  readonly name: string;
  run(): Promise<void>;
}

export interface AdapterCheckOptions {
  readonly plugin: AdapterPlugin;
  /** Fields of a profile's target, without `type` and `threads`: a place where tables may be made and dropped. */
  readonly profile: Readonly<Record<string, Value>>;
  /** Folder that relative paths in the profile refer to. */
  readonly cwd: string;
  /** A statement that runs for a minute or longer; without it, cancelling is not checked. */
  readonly slowStatement?: string;
  /** Text as a literal of the engine's SQL; default: in single quotes, those inside doubled. */
  readonly textLiteral?: (text: string) => string;
}

interface CheckContext {
  readonly driver: Driver;
  readonly connection: Connection;
  readonly textLiteral: (text: string) => string;
}

type Body = (context: CheckContext) => Promise<void>;

function ansiLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const TABLE = 'xform_check';

/**
 * Checks of an engine's sessions: values, errors, transactions, cancelling. Hand each to a test runner:
 * `for (const check of adapterChecks(options)) test(check.name, check.run)`.
 */
export function adapterChecks(options: AdapterCheckOptions): AdapterCheck[] {
  const { plugin, textLiteral = ansiLiteral } = options;
  const { credentials } = createTarget('check', 'check', plugin, options.profile, 2);
  const withDriver = (name: string, body: Body): AdapterCheck => ({
    name,
    async run() {
      const driver = await plugin.createDriver(credentials, { threads: 2, cwd: options.cwd });
      try {
        const connection = await driver.connect('check');
        await body({ driver, connection, textLiteral });
      } finally {
        await driver.close();
      }
    },
  });
  const checks: AdapterCheck[] = [
    { name: 'the plugin describes its engine', run: async () => checkPlugin(plugin) },
    ...Object.entries(VALUE_CHECKS).map(([name, body]) => withDriver(name, body)),
    withDriver('an error is explained, and the session goes on', (context) =>
      checkErrors(plugin, context.connection),
    ),
  ];
  if (plugin.dialect.transactions) {
    for (const [name, body] of Object.entries(TRANSACTION_CHECKS)) checks.push(withDriver(name, body));
  }
  if (plugin.dialect.concurrentConnections) {
    checks.push(withDriver('two sessions see what each other committed', checkTwoSessions));
  }
  const { slowStatement } = options;
  if (slowStatement !== undefined) {
    checks.push(
      withDriver('a running statement can be cancelled', (context) => checkCancel(context, slowStatement)),
    );
  }
  return checks;
}

async function checkPlugin(plugin: AdapterPlugin): Promise<void> {
  match(plugin.type, /^[a-z][a-z0-9_-]*$/);
  const names = plugin.credentials.flatMap((field) => [field.name, ...(field.aliases ?? [])]);
  equal(new Set(names).size, names.length, 'names and aliases of credentials are unique');
  for (const name of ['type', 'threads']) ok(!names.includes(name), `'${name}' is a field of every profile`);
  const projectFile = join(plugin.macroFolder, 'dbt_project.yml');
  ok(existsSync(projectFile), `${projectFile} is missing`);
  match(readFileSync(projectFile, 'utf8'), new RegExp(`^name:\\s*["']?dbt_${plugin.type}["']?\\s*$`, 'm'));
  ok(existsSync(join(plugin.macroFolder, 'macros')), 'the macro package has a folder macros');
}

/** Cells as text: how templates would print them. */
function texts(result: QueryResult): string[][] {
  return result.rows.map((row) => row.map((cell) => pyStr(cell)));
}

async function rowsOf(connection: Connection, sql: string): Promise<string[][]> {
  return texts(await connection.execute(sql, { fetch: true }));
}

const VALUE_CHECKS: Readonly<Record<string, Body>> = {
  'rows come with their columns': async ({ connection }) => {
    const result = await connection.execute("select 1 as one, 'text' as word, null as missing", {
      fetch: true,
    });
    deepEqual(
      result.columns.map((column) => column.name.toLowerCase()),
      ['one', 'word', 'missing'],
    );
    deepEqual(texts(result), [['1', 'text', 'None']]);
    equal(result.rows[0]![2], null);
  },
  'no rows are a result too': async ({ connection }) => {
    const result = await connection.execute('select 1 as one where 1 = 0', { fetch: true });
    deepEqual(result.rows, []);
    equal(result.columns.length, 1);
  },
  'integers beyond 2^53 are exact': async ({ connection }) => {
    deepEqual(await rowsOf(connection, 'select 9007199254740993 as big, -9007199254740993 as small'), [
      ['9007199254740993', '-9007199254740993'],
    ]);
  },
  'text keeps quotes, line ends and characters beyond ASCII': async ({ connection, textLiteral }) => {
    const text = `it's "quoted"\nline two äöü 日本 😀`;
    deepEqual(await rowsOf(connection, `select ${textLiteral(text)} as text`), [[text]]);
  },
  'a limit cuts the rows': async ({ connection }) => {
    const sql = 'select 1 as n union all select 2 union all select 3';
    equal((await connection.execute(sql, { fetch: true, limit: 2 })).rows.length, 2);
    equal((await connection.execute(sql, { fetch: true })).rows.length, 3);
  },
  'a statement answers with a message, and no rows unless they are wanted': async ({ connection }) => {
    await connection.execute(`drop table if exists ${TABLE}`);
    const made = await connection.execute(`create table ${TABLE} (a int)`);
    ok(made.response._message.length > 0);
    const selected = await connection.execute('select 1 as one');
    deepEqual(selected.rows, []);
    await connection.execute(`drop table ${TABLE}`);
  },
  'closing twice is fine': async ({ driver, connection }) => {
    await connection.close();
    await connection.close();
    await driver.close();
  },
};

async function checkErrors(plugin: AdapterPlugin, connection: Connection): Promise<void> {
  const error = await connection.execute('select * from xform_no_such_table').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  ok(error !== undefined, 'a select from a missing table must reject');
  const message = plugin.explainError?.(error)?.message ?? (error as Error).message;
  match(message, /xform_no_such_table/i);
  ok(!/\n\s+at /.test(message), 'the message holds no stack trace');
  deepEqual(await rowsOf(connection, 'select 1 as one'), [['1']]);
}

async function withTable(connection: Connection, body: () => Promise<void>): Promise<void> {
  await connection.execute(`drop table if exists ${TABLE}`);
  await connection.execute(`create table ${TABLE} (a int)`);
  try {
    await body();
  } finally {
    await connection.rollback().catch(() => undefined);
    await connection.execute(`drop table if exists ${TABLE}`);
  }
}

const COUNT = `select count(*) as n from ${TABLE}`;

const TRANSACTION_CHECKS: Readonly<Record<string, Body>> = {
  'a rollback takes statements back': ({ connection }) =>
    withTable(connection, async () => {
      await connection.begin();
      await connection.execute(`insert into ${TABLE} values (1)`);
      await connection.rollback();
      deepEqual(await rowsOf(connection, COUNT), [['0']]);
    }),
  'a commit keeps them': ({ connection }) =>
    withTable(connection, async () => {
      await connection.begin();
      await connection.execute(`insert into ${TABLE} values (1)`);
      await connection.commit();
      deepEqual(await rowsOf(connection, COUNT), [['1']]);
    }),
  'a rollback without a transaction is no error': async ({ connection }) => {
    await connection.rollback();
    deepEqual(await rowsOf(connection, 'select 1 as one'), [['1']]);
  },
  'a transaction with an error is never committed': ({ connection }) =>
    withTable(connection, async () => {
      await connection.begin();
      await connection.execute(`insert into ${TABLE} values (1)`);
      await rejects(connection.execute('select * from xform_no_such_table'));
      await rejects(connection.commit(), 'commit must reject after an error');
      await connection.rollback();
      deepEqual(await rowsOf(connection, COUNT), [['0']]);
    }),
};

async function checkTwoSessions({
  driver,
  connection,
}: {
  driver: Driver;
  connection: Connection;
}): Promise<void> {
  const other = await driver.connect('other');
  await withTable(connection, async () => {
    await connection.execute(`insert into ${TABLE} values (1)`);
    deepEqual(await rowsOf(other, COUNT), [['1']]);
    const both = await Promise.all([rowsOf(connection, COUNT), rowsOf(other, COUNT)]);
    deepEqual(both, [[['1']], [['1']]]);
    await other.close();
  });
}

async function checkCancel({ connection }: { connection: Connection }, statement: string): Promise<void> {
  ok(connection.cancel !== undefined, 'the connection has cancel()');
  const started = performance.now();
  const running = connection.execute(statement).then(
    () => 'finished',
    () => 'rejected',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  await connection.cancel();
  equal(await running, 'rejected');
  ok(performance.now() - started < 10_000, 'cancelling takes less than ten seconds');
}

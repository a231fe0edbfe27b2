import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../src/adapters/spark/bindings.js';
import { serverMessage } from '../../../src/adapters/spark/errors.js';
import { spark as plugin } from '../../../src/adapters/spark/plugin.js';
import { type HiveOperation, waitForEnd } from '../../../src/adapters/spark/session.js';
import { readColumn } from '../../../src/adapters/spark/values.js';
import { PyDate } from '../../../src/jinja/modules/datetime.js';
import { PyDecimal } from '../../../src/jinja/values/decimal.js';
import { pyRepr } from '../../../src/jinja/values/text.js';
import { createTarget } from '../../../src/project/resolveTarget.js';

/** Eight bytes as the Thrift library holds them. */
function int64(value: bigint): { buffer: Buffer; offset: number } {
  const buffer = Buffer.alloc(12);
  buffer.writeBigInt64BE(value, 4);
  return { buffer, offset: 4 };
}

describe('columns of the Thrift protocol', () => {
  it('hold exact integers, and nulls where a bit is set', () => {
    const values = [9007199254740993n, -9223372036854775808n, 7n, 0n].map(int64);
    const column = { i64Val: { values, nulls: Buffer.from([0b1000]) } };
    expect(readColumn(column, 'bigint')).toEqual([9007199254740993n, -9223372036854775808n, 7, null]);
  });

  it.each([
    ['decimal', '12345678901234567890.50', "Decimal('12345678901234567890.50')"],
    ['date', '2020-01-31', 'datetime.date(2020, 1, 31)'],
    ['timestamp', '2020-01-31 10:20:30.5', 'datetime.datetime(2020, 1, 31, 10, 20, 30, 500000)'],
    ['timestamp', '2020-01-31 10:20:30', 'datetime.datetime(2020, 1, 31, 10, 20, 30)'],
    ['array', '[1,2]', "'[1,2]'"],
    ['string', '2020-01-31', "'2020-01-31'"],
  ])('hold a %s as text: %s', (type, text, expected) => {
    const column = { stringVal: { values: [text], nulls: Buffer.from([0]) } };
    expect(pyRepr(readColumn(column, type)[0])).toBe(expected);
  });
});

describe('a statement', () => {
  const operation = (...states: object[]): HiveOperation =>
    ({ status: async () => states.shift() }) as unknown as HiveOperation;

  it('is waited for', async () => {
    await waitForEnd(operation({ operationState: 1 }, { operationState: 1 }, { operationState: 2 }));
  });

  it("ends in the server's words, without classes, plan and stack", async () => {
    const text = [
      'org.apache.hive.service.cli.HiveSQLException: Error running query: [UNRESOLVED_COLUMN] org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN] A column `nope` cannot be resolved. SQLSTATE: 42703; line 1 pos 7;',
      "'Project ['nope]",
      '+- OneRowRelation',
      '',
      '\tat org.apache.spark.sql.hive.thriftserver.HiveThriftServerErrors$.runningQueryError(HiveThriftServerErrors.scala:46)',
    ].join('\n');
    const failed = waitForEnd(operation({ operationState: 5, errorMessage: text, sqlState: '42703' }));
    await expect(failed).rejects.toThrow();
    expect(serverMessage(text)).toBe(
      '[UNRESOLVED_COLUMN] A column `nope` cannot be resolved. SQLSTATE: 42703; line 1 pos 7',
    );
  });

  it('has values written into it as literals', () => {
    expect(
      interpolate("insert into t values (%s, %s, %s, %s, '%s') -- 5 %%", [
        "Bo's \\ way",
        PyDecimal.parse('1.50'),
        PyDate.of(2020, 1, 2),
        null,
      ]),
    ).toBe("insert into t values ('Bo\\'s \\\\ way', 1.50, date'2020-01-02', NULL, '%s') -- 5 %%");
    expect(() => interpolate('values (%s)', [1, 2])).toThrow(/1 marks/);
  });
});

describe('a profile', () => {
  const fields = { host: 'h', schema: 's' };
  it('has no database, but its schema', () => {
    expect(createTarget('t', 't', plugin, { ...fields, database: 's' }, 1).credentials.database).toBeNull();
    expect(() => createTarget('t', 't', plugin, { ...fields, database: 'd' }, 1)).toThrow(/same thing/);
  });

  it('names ways that xform knows', () => {
    expect(() => createTarget('t', 't', plugin, { ...fields, method: 'odbc' }, 1)).toThrow(
      /`method: odbc` is not a way/,
    );
    expect(() => createTarget('t', 't', plugin, { ...fields, auth: 'KERBEROS' }, 1)).toThrow(/is not a way/);
  });
});

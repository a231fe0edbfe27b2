import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { XformError } from '../../../src/errors/error.js';
import { pyRepr } from '../../../src/jinja/values/text.js';
import { openRuntime, temporaryFolder } from './harness.js';

async function load(text: string, delimiter = ',') {
  const folder = temporaryFolder();
  const file = join(folder, "it's.csv");
  writeFileSync(file, text);
  const slot = openRuntime({}, folder).connect('seed');
  await slot.query('create table t ("id" integer, "name" text, "on_day" date)', { autoBegin: true });
  const path = file.replaceAll("'", "''");
  const result = await slot.query(
    `copy "test"."main"."t" from '${path}' (format csv, header true, delimiter '${delimiter}')`,
  );
  await slot.commit();
  const rows = await slot.query('select * from t', { fetch: true });
  return { response: result.response, rows: rows.rows.map((row) => row.map(pyRepr).join(' | ')) };
}

// Expected rows: what the COPY that dbt-duckdb 1.11.1 sends leaves, run by Python's duckdb 1.5.6 on the same files.
describe('seeds', () => {
  it.each([
    [
      'plain',
      'id,name,on_day\n1,a,2020-01-01\n2,,\n',
      ',',
      ["1 | 'a' | datetime.date(2020, 1, 1)", '2 | None | None'],
    ],
    [
      'quoted',
      'id,name,on_day\n1,"a, ""b""\nc",2020-01-01\n',
      ',',
      ['1 | \'a, "b"\\nc\' | datetime.date(2020, 1, 1)'],
    ],
    [
      'with null as text',
      'id,name,on_day\n1,null,2020-01-01\n',
      ',',
      ["1 | 'null' | datetime.date(2020, 1, 1)"],
    ],
    ['with another delimiter', 'id|name|on_day\n1|a,b|\n', '|', ["1 | 'a,b' | None"]],
    [
      'with Windows line ends and a BOM',
      '\ufeffid,name,on_day\r\n1,ä,2020-01-01\r\n',
      ',',
      ["1 | 'ä' | datetime.date(2020, 1, 1)"],
    ],
  ])('load %s', async (_what, text, delimiter, rows) => {
    expect(await load(text, delimiter)).toEqual({ response: { _message: 'OK' }, rows });
  });

  it.each([
    ['null,a,2020-01-01', { message: `Column "id" is of type INTEGER, which 'null' is not`, hint: /empty/ }],
    ['x,a,2020-01-01', { message: `Column "id" is of type INTEGER, which 'x' is not`, hint: /column_types/ }],
    ['1,a', { message: 'The table has 3 columns, but rows of the file have 2', hint: /delimiter/ }],
    [
      '1,a,2020-01-01,b',
      { message: 'The table has 3 columns, but rows of the file have 4', hint: /each row/ },
    ],
  ])('say what is wrong with a row %j', async (row, { message, hint }) => {
    const error = await load(`id,name,on_day\n${row}\n`).then(
      () => undefined,
      (reason: XformError) => reason,
    );
    expect(error?.message).toBe(message);
    expect(error?.hint).toMatch(hint);
    expect(error?.place?.file).toMatch(/it's\.csv$/);
    if (message.startsWith('Column')) expect(error?.place?.line).toBe(2);
  });
});

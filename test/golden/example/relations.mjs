import { DuckDBInstance } from '@duckdb/node-api';

/** What a DuckDB file holds: relation -> kind, columns with types, row count and a hash that ignores the order of rows. */
export async function relationsOf(file) {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const read = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const found = {};
  const relations = await read(`select table_schema as s, table_name as n, table_type as kind
    from information_schema.tables order by s, n`);
  for (const { s, n, kind } of relations) {
    const columns = await read(`select column_name as name, data_type as type from information_schema.columns
      where table_schema = '${s}' and table_name = '${n}' order by ordinal_position`);
    const [rows] =
      await read(`select count(*) as count, md5(string_agg(t::varchar, '|' order by t::varchar)) as hash
      from "${s}"."${n}" as t`);
    found[`${s}.${n}`] = { kind, columns: columns.map(({ name, type }) => `${name} ${type}`), ...rows };
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

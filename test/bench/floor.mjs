// The least that a build can cost: one process sends the compiled SQL of a project's manifest.json to DuckDB, seeds
// and models as one `create or replace` each in the order of the graph, each test as one count, THREADS at a time.
// usage: node floor.mjs MANIFEST DATABASE THREADS PROJECT_DIR
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [manifestFile, database, threads, projectDir] = process.argv.slice(2);
process.env.UV_THREADPOOL_SIZE = String(Math.max(4, Number(threads)));
const { nodes } = JSON.parse(readFileSync(manifestFile, 'utf8'));

const statements = new Map();
for (const node of Object.values(nodes)) {
  const text = statement(node);
  if (text) statements.set(node.unique_id, { text, waits: parents(node), children: [] });
}
for (const [id, entry] of statements) {
  entry.waits = entry.waits.filter((parent) => statements.has(parent));
  for (const parent of entry.waits) statements.get(parent).children.push(id);
  entry.waiting = entry.waits.length;
}

const instance = await DuckDBInstance.create(database);
const ready = [...statements].filter(([, entry]) => entry.waiting === 0).map(([id]) => id);
let left = statements.size;
const idle = [];
await Promise.all(Array.from({ length: Number(threads) }, work));
instance.closeSync();

async function work() {
  const connection = await instance.connect();
  while (left > 0) {
    const id = ready.shift();
    if (id === undefined) {
      await new Promise((resolve) => idle.push(resolve));
      continue;
    }
    const entry = statements.get(id);
    await (await connection.run(entry.text)).getRowObjects();
    left--;
    for (const child of entry.children) if (--statements.get(child).waiting === 0) ready.push(child);
    for (const wake of idle.splice(0)) wake();
  }
  connection.closeSync();
}

function parents(node) {
  return node.depends_on?.nodes ?? [];
}

function statement(node) {
  const name = `"${node.schema}"."${node.alias}"`;
  switch (node.resource_type) {
    case 'seed':
      return `create or replace table ${name} as select * from read_csv('${join(projectDir, node.original_file_path)}')`;
    case 'model':
      return `create or replace ${node.config.materialized === 'view' ? 'view' : 'table'} ${name} as ${ownDatabase(node)}`;
    case 'test':
      return `select count(*) as failures, count(*) != 0 as should_warn, count(*) != 0 as should_error from (${ownDatabase(node)}) t`;
    default:
      return undefined;
  }
}

/** The compiled text names the database it was compiled for. */
function ownDatabase(node) {
  const compiled = node.compiled_code ?? '';
  return node.database ? compiled.split(`"${node.database}".`).join('') : compiled;
}

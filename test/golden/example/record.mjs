// Builds example-project with dbt-core and stores what it leaves: node record.mjs VENV/bin/dbt
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relationsOf } from './relations.mjs';

const dbt = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'xform-example-'));
cpSync(join(import.meta.dirname, '../../../example-project'), folder, {
  recursive: true,
  filter: (path) => !/\/(target|logs)$|\.duckdb/.test(path),
});
const database = join(folder, 'shop.duckdb');
writeFileSync(
  join(folder, 'profiles.yml'),
  `shop: {target: dev, outputs: {dev: {type: duckdb, path: "${database}", threads: 2}}}\n`,
);
const version = execFileSync(dbt, ['--version'], { encoding: 'utf8' }).match(/installed:\s*(\S+)/)[1];
execFileSync(dbt, ['build', '--quiet', '--profile', 'shop'], { cwd: folder, stdio: 'inherit' });
const golden = { 'dbt-core': version, relations: await relationsOf(database) };
writeFileSync(join(import.meta.dirname, 'golden.json'), `${JSON.stringify(golden, null, 2)}\n`);
rmSync(folder, { recursive: true });

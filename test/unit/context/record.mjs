// Runs the cases in dbt and writes what it says to goldens.json: DBT=/path/to/dbt node test/unit/context/record.mjs [name]
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { cases } from './cases.mjs';

const dbt = process.env.DBT ?? 'dbt';
const file = join(import.meta.dirname, 'goldens.json');
const goldens = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const only = process.argv[2];

function run(folder, ...args) {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, DBT_PROFILES_DIR: folder },
    stdio: 'pipe',
  };
  try {
    return { code: 0, out: execFileSync(dbt, args, options) };
  } catch (error) {
    return { code: error.status, out: String(error.stdout) };
  }
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

for (const { name, files, args = [], packages, fails, logsOnly } of cases) {
  if (only !== undefined && name !== only) continue;
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (packages) run(folder, 'deps');
  const { code, out } = run(
    folder,
    '--log-format',
    'json',
    '--no-static-parser',
    '--no-partial-parse',
    'compile',
    ...args,
  );
  const events = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).info);
  if (fails ? code === 0 : code !== 0) {
    console.error(`${name}: dbt ended with ${code}\n${events.map((event) => event.msg).join('\n')}`);
    continue;
  }
  const target = join(folder, 'target');
  goldens[name] = fails
    ? {
        error: events
          .filter((event) => event.level === 'error')
          .map((event) => event.msg)
          .join('\n'),
      }
    : {
        logs: events.filter((event) => event.code === 'I062').map((event) => event.msg),
        compiled: Object.fromEntries(
          (logsOnly ? [] : filesBelow(join(target, 'compiled'))).map((path) => [
            relative(folder, path),
            readFileSync(path, 'utf8'),
          ]),
        ),
      };
  for (const word of fails ?? []) {
    if (!goldens[name].error.includes(word))
      console.error(`${name}: dbt does not say ${word}:\n${goldens[name].error}`);
  }
  rmSync(folder, { recursive: true });
  console.error(`${name}: done`);
  writeFileSync(file, `${JSON.stringify(goldens, null, 1)}\n`);
}

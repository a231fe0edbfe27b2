// Times xform on generated projects: start-up, parse (cold, unchanged), compile, build; beside the floor (the same SQL
// sent to DuckDB by one process) and, with --vs, beside dbt-core on the same project in the same run.
//
//   node test/bench/bench.mjs [--models 100,1000,5000] [--build 1000] [--runs 5] [--vs VENV/bin/dbt]
//
// Figures are medians; machines are noisy, so quote the ratios of one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateProject } from './generateProject.mjs';
import { measureNode, measureWithPython, medians } from './measure.mjs';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '100,1000,5000' },
    build: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    vs: { type: 'string' },
  },
});
const runs = Number(values.runs);
const here = dirname(fileURLToPath(import.meta.url));
const XFORM = join(here, '..', '..', 'dist', 'xform.js');
const FLOOR = join(here, 'floor.mjs');
const root = mkdtempSync(join(tmpdir(), 'xform-bench-'));
const env = { DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1' };
const rows = [];

try {
  await startUp();
  for (const count of list(values.models)) await parse(count);
  for (const count of list(values.build)) await build(count);
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(`\nmedians of ${runs}; wall s / CPU s / peak MB`);
console.table(Object.fromEntries(rows));

async function startUp() {
  for (const word of ['--version', '--help']) {
    await compare(`${word}`, () => {}, [word], { cwd: root });
  }
}

async function parse(count) {
  const folder = project(count);
  const cold = () => remove(folder, 'target');
  await compare(`parse ${count}, cold`, cold, ['parse'], { cwd: folder });
  await compare(`parse ${count}, unchanged`, () => {}, ['parse'], { cwd: folder });
  await compare(`compile ${count}`, () => {}, ['compile', '--quiet'], { cwd: folder });
}

async function build(count) {
  const folder = project(count);
  const fresh = () => {
    remove(folder, 'bench.duckdb');
    remove(folder, 'bench.duckdb.wal');
  };
  const manifest = join(folder, 'target', 'manifest.json');
  await compare(`build ${count}`, fresh, ['build'], { cwd: folder }, () =>
    measureNode(FLOOR, [manifest, 'bench.duckdb', '4', folder], { cwd: folder }),
  );
}

/** One line of the table: xform, then the floor (after a build, for its compiled SQL), then dbt-core. */
async function compare(title, prepare, args, options, floor) {
  const ours = await medians(runs, prepare, () => measureNode(XFORM, args, { ...options, env }));
  const row = { xform: figures(ours) };
  if (floor) {
    const least = await medians(runs, prepare, floor);
    row.floor = figures(least);
    row['x floor (wall)'] = ratio(ours.wall, least.wall);
  }
  if (values.vs) {
    const python = join(dirname(values.vs), 'python');
    await prepare();
    const theirs = await medians(title.startsWith('--') ? runs : Math.min(runs, 3), prepare, () =>
      measureWithPython(python, values.vs, args, { ...options, env }),
    );
    row['dbt-core'] = figures(theirs);
    row['dbt/xform (CPU)'] = ratio(theirs.cpu, ours.cpu);
    row['dbt/xform (wall)'] = ratio(theirs.wall, ours.wall);
  }
  rows.push([title, row]);
  console.log(title, JSON.stringify(row));
}

function project(count) {
  const folder = join(root, `p${count}`);
  generateProject(folder, count);
  return folder;
}

function remove(folder, name) {
  rmSync(join(folder, name), { recursive: true, force: true });
}

function list(text) {
  return text.split(',').filter(Boolean).map(Number);
}

function figures({ wall, cpu, mb }) {
  return `${wall.toFixed(2)} / ${cpu.toFixed(2)} / ${mb.toFixed(0)}`;
}

function ratio(a, b) {
  return (a / b).toFixed(1);
}

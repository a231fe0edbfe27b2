// Times the scenario project (three states of its source, one after the other) on each engine: by xform and, with
// --vs, by dbt on the same server. A server is started as the engine tests do it; an engine without one is skipped.
//
//   node test/bench/engines.mjs [--engines duckdb,postgres,trino,spark,snowflake] [--runs 3] [--vs VENV/bin/dbt]...
//
// An engine's dbt is the first of --vs that has its adapter. Each run builds into a schema of its own; a first one of
// each program is not counted, since servers of Java are slow at first (--warm-up false leaves it out). Figures are
// medians; CPU is that of the program, not of the server.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createViteServer } from 'vitest/node';
import { measureNode, measureWithPython, medians } from './measure.mjs';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'duckdb,postgres,trino,spark,snowflake' },
    runs: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: 'true' },
    vs: { type: 'string', multiple: true, default: [] },
  },
});
const DAYS = [1, 2, 3];
const here = dirname(fileURLToPath(import.meta.url));
const XFORM = process.env.XFORM_BIN ?? join(here, '..', '..', 'dist', 'xform.js');
const env = { DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1' };
const rows = {};

const vite = await createViteServer({
  root: join(here, '..', '..'),
  configFile: false,
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { engineServers, createScenarioProject, scenarioArguments } = await vite.ssrLoadModule(
    join(here, 'engineServers.ts'),
  );
  for (const name of values.engines.split(',')) {
    const server = await start(name, engineServers[name]);
    if (server === undefined) continue;
    try {
      rows[name] = await measureEngine(name, server, createScenarioProject, scenarioArguments);
      console.log(name, JSON.stringify(rows[name]));
    } finally {
      await server.stop();
    }
  }
} finally {
  await vite.close();
}
console.log(`\nthe scenario of ${DAYS.length} builds; medians of ${values.runs}; wall s / CPU s / peak MB`);
console.table(rows);

async function start(name, startServer) {
  if (startServer === undefined) throw new Error(`there is no engine '${name}'`);
  try {
    return await startServer();
  } catch (error) {
    console.log(`skipped: ${name} (${error.message})`);
    return undefined;
  }
}

async function measureEngine(name, server, createProject, argumentsOf) {
  const programs = { xform: (args, options) => measureNode(XFORM, args, options) };
  const dbt = findDbt(name);
  if (dbt !== undefined) {
    const python = join(dirname(dbt), 'python');
    programs.dbt = (args, options) => measureWithPython(python, dbt, args, options);
  }
  const found = {};
  for (const [program, run] of Object.entries(programs)) {
    let project;
    const prepare = (number) => {
      project?.remove();
      const output = { ...server.output, schema: `bench_${program}_${number}` };
      project = createProject({ ...server, name, output });
    };
    const once = () =>
      threeBuilds((day) => run(argumentsOf(server, 'build', day), { cwd: project.folder, env }));
    try {
      if (values['warm-up'] === 'true') await medians(1, () => prepare('warm'), once);
      found[program] = await medians(Number(values.runs), prepare, once);
    } finally {
      project?.remove();
    }
  }
  const { xform: ours, dbt: theirs } = found;
  if (theirs === undefined) return { xform: figures(ours) };
  return {
    xform: figures(ours),
    dbt: figures(theirs),
    'dbt/xform (wall)': ratio(theirs.wall, ours.wall),
    'dbt/xform (CPU)': ratio(theirs.cpu, ours.cpu),
  };
}

/** Seconds of all builds together; the highest peak. */
async function threeBuilds(build) {
  const total = { wall: 0, cpu: 0, mb: 0 };
  for (const day of DAYS) {
    const { wall, cpu, mb } = await build(day);
    total.wall += wall;
    total.cpu += cpu;
    total.mb = Math.max(total.mb, mb);
  }
  return total;
}

function findDbt(engine) {
  const found = values.vs.find((dbt) => {
    const code = `import importlib.util as u; raise SystemExit(u.find_spec("dbt.adapters.${engine}") is None)`;
    try {
      execFileSync(join(dirname(dbt), 'python'), ['-c', code], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined && values.vs.length > 0) console.log(`no dbt of --vs has an adapter for ${engine}`);
  return found;
}

function figures({ wall, cpu, mb }) {
  return `${wall.toFixed(2)} / ${cpu.toFixed(2)} / ${mb.toFixed(0)}`;
}

function ratio(a, b) {
  return (a / b).toFixed(1);
}

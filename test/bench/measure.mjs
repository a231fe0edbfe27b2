// Runs a command to its end and says what it took: wall seconds from start to exit, CPU seconds (user + system) and
// peak memory in MB, as the operating system accounts for them.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOOK = fileURLToPath(new URL('./resourceHook.cjs', import.meta.url));

/** A program of Node: counted by a hook loaded into it. */
export function measureNode(file, args, options = {}) {
  return measure(process.execPath, ['--require', HOOK, file, ...args], options);
}

/** Any other program: counted by a Python parent, which can ask about its children. */
export function measureWithPython(python, command, args, options = {}) {
  const code = `import json, os, resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(os.environ["BENCH_USAGE"], "w").write(json.dumps({"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))
sys.exit(code)`;
  return measure(python, ['-c', code, command, ...args], options);
}

async function measure(command, args, { cwd, env = {}, allowFailure = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const usage = join(folder, 'usage.json');
  const start = process.hrtime.bigint();
  const output = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env, BENCH_USAGE: usage } });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (code !== 0 && !allowFailure) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(output).toString().slice(-3000)}`,
    );
  }
  const { cpu, mb } = JSON.parse(readFileSync(usage, 'utf8'));
  rmSync(folder, { recursive: true });
  return { wall, cpu, mb };
}

/** Medians of several runs; `prepare` runs before each and is not counted. */
export async function medians(runs, prepare, once) {
  const results = [];
  for (let i = 0; i < runs; i++) {
    await prepare(i);
    results.push(await once(i));
  }
  const median = (key) => {
    const sorted = results.map((result) => result[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  return { wall: median('wall'), cpu: median('cpu'), mb: median('mb') };
}

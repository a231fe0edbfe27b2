import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { XformError } from '../../../errors/error.js';

const NAMES = process.platform === 'win32' ? ['python.exe'] : ['python3', 'python'];
const FOLDER = process.platform === 'win32' ? 'Scripts' : 'bin';

/** Whether a program is a Python that has DuckDB's package; asked once a process. */
const checked = new Map<string, Promise<boolean>>();

function hasDuckDb(program: string): Promise<boolean> {
  let answer = checked.get(program);
  if (answer === undefined) {
    answer = new Promise((resolve) => {
      execFile(program, ['-c', 'import duckdb'], (error) => resolve(error === null));
    });
    checked.set(program, answer);
  }
  return answer;
}

/**
 * The Python that runs models: that of `venv` (a folder, from the config python_venv), of XFORM_PYTHON or of the active
 * virtual environment; else the first one on PATH that has the package duckdb. Throws XformError('runtime').
 */
export async function findInterpreter(venv: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const named = venv === undefined ? env['XFORM_PYTHON'] : inEnvironment(venv);
  if (named !== undefined && named !== '') {
    if (await hasDuckDb(named)) return named;
    throw missing(
      `${named} is no Python with the package duckdb`,
      `Install it: ${named} -m pip install duckdb`,
    );
  }
  const candidates = searchPath(env);
  for (const program of candidates) if (await hasDuckDb(program)) return program;
  throw missing(
    candidates.length === 0
      ? 'Python models need a python3, and there is none on PATH'
      : 'Python models need a Python with the package duckdb, and none on PATH has it',
    'Make a virtual environment with `pip install duckdb` and activate it, or name it by config(python_venv=...) or XFORM_PYTHON.',
    candidates.map((program) => `looked at ${program}`),
  );
}

function inEnvironment(venv: string): string {
  const found = NAMES.map((name) => join(venv, FOLDER, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw missing(
    `python_venv: there is no virtual environment in ${venv}`,
    `Make it: python3 -m venv ${venv}`,
  );
}

/** Links and wrappers often lead to one and the same program. */
function searchPath(env: NodeJS.ProcessEnv): string[] {
  const active = env['VIRTUAL_ENV'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  if (active) folders.unshift(join(active, FOLDER));
  const found = new Map<string, string>();
  for (const folder of folders) {
    const program = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (program === undefined) continue;
    // A virtual environment's Python is a link to another one, but has packages of its own.
    const key = existsSync(join(folder, '..', 'pyvenv.cfg')) ? program : realpathSync(program);
    if (!found.has(key)) found.set(key, program);
  }
  return [...found.values()];
}

function missing(message: string, hint: string, notes: readonly string[] = []): XformError {
  return new XformError('runtime', message, { hint, notes });
}

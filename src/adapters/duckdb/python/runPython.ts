import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Place, XformError } from '../../../errors/error.js';
import { packageRoot } from '../../../util/packageRoot.js';
import type { AdapterResponse, Connection, PythonJob, PythonSession } from '../../types.js';
import { duckDbCredentials } from '../credentials.js';
import {
  connectionStartup,
  databaseStartup,
  extensionsOf,
  loadExtensionSql,
  sqlString,
} from '../startupSql.js';
import { findInterpreter } from './interpreter.js';
import { type PythonOutcome, runPythonProcess } from './pythonProcess.js';

let jobs = 0;

/**
 * Runs a Python model in a process of its own. This one owns the database file, so data goes both ways in small
 * DuckDB files, which keep every type: a relation when the model first names it, and the tables that the model made.
 */
export async function runPython(session: PythonSession, job: PythonJob): Promise<AdapterResponse> {
  const settings = duckDbCredentials(session.credentials);
  const python = await findInterpreter(
    job.venv === undefined ? undefined : resolve(job.projectRoot, job.venv),
    process.env,
  );
  const folder = await mkdtemp(join(tmpdir(), 'xform-python-'));
  const alias = `xform_python_${++jobs}`;
  const side = await session.open();
  try {
    const outputPath = join(folder, 'output.duckdb');
    let inputs = 0;
    const outcome = await runPythonProcess({
      python,
      script: join(packageRoot(), 'templates', 'python', 'runDuckDbModel.py'),
      cwd: job.projectRoot,
      env: process.env,
      signal: session.signal,
      job: {
        code: job.code,
        file: job.file,
        database: job.database,
        schema: job.schema,
        sessionPath: join(folder, 'xform_session.duckdb'),
        outputPath,
        startup: [
          ...extensionsOf(settings).map(loadExtensionSql),
          ...databaseStartup({ ...settings, attach: [] }),
          ...connectionStartup(settings, settings.database),
        ],
        modulePaths: (settings['module_paths'] ?? []).map((path: string) => resolve(job.projectRoot, path)),
      },
      onOutput: (msg) => session.log.fire({ name: 'PythonModelOutput', level: 'info', msg, data: { msg } }),
      onErrorOutput: (msg) =>
        session.log.fire({ name: 'PythonModelErrorOutput', level: 'debug', msg, data: { msg } }),
      onLoad: async (name) => {
        const path = join(folder, `input_${++inputs}.duckdb`);
        return { path: (await exportRelation(side, alias, name, path)) ? path : null };
      },
    });
    if (outcome.kind === 'failed') throw modelError(outcome, job, python);
    await importTables(session.connection, side, alias, outputPath, job.database);
    return { _message: 'OK' };
  } finally {
    await side.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a relation to a file; false when there is no such relation. */
async function exportRelation(side: Connection, alias: string, name: string, path: string): Promise<boolean> {
  // A format that older and newer versions of DuckDB read.
  await side.execute(`attach ${sqlString(path)} as ${alias} (storage_version 'v1.0.0')`);
  try {
    await side.execute(`create table ${alias}.main.rows as select * from ${name}`);
    return true;
  } catch (error) {
    if (/Table with name .* does not exist|Catalog ".*" does not exist/s.test(String(error))) return false;
    throw error;
  } finally {
    await side.execute(`detach ${alias}`);
  }
}

/** Copies what the model built, in the transaction of the node. */
async function importTables(
  connection: Connection,
  side: Connection,
  alias: string,
  path: string,
  database: string,
): Promise<void> {
  await side.execute(`attach ${sqlString(path)} as ${alias} (read_only)`);
  try {
    const { rows } = await side.execute(
      `select schema_name, table_name from duckdb_tables() where database_name = ${sqlString(alias)}`,
      { fetch: true },
    );
    for (const [schema, table] of rows) {
      const name = `${quote(String(schema))}.${quote(String(table))}`;
      await connection.execute(
        `create or replace table ${quote(database)}.${name} as select * from ${alias}.${name}`,
      );
    }
  } finally {
    await side.execute(`detach ${alias}`);
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The innermost line of the model is the place; the lines that led there are notes. */
function modelError(
  { message, lines, module }: Extract<PythonOutcome, { kind: 'failed' }>,
  job: PythonJob,
  python: string,
): XformError {
  // Behind the model's own text are the helpers, which the user has no line of.
  const own = lines.filter((line) => line <= job.ownLines);
  const place: Place = { file: job.file, line: own.at(-1) };
  return new XformError('runtime', `Python model failed: ${message}`, {
    place,
    notes: own.slice(0, -1).map((line) => `called from ${job.file}:${line}`),
    hint: module
      ? `Install it for the Python that runs models: ${python} -m pip install ${module}`
      : undefined,
  });
}

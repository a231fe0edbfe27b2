import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AdapterRuntime, createAdapterRuntime } from '../../../src/adapters/runtime.js';
import { type Logger, silentLogger } from '../../../src/log/types.js';
import { type ParsedProject, parseProject } from '../../../src/parser/parseProject.js';
import { loadProject } from '../../../src/project/loadProject.js';

export interface TestProject extends ParsedProject {
  readonly runtime: AdapterRuntime;
  /** Ends the connections and removes the files. */
  close(): Promise<void>;
}

export interface TestProjectOptions {
  /** By path; the profile is in profiles.yml. */
  readonly files: Readonly<Record<string, string>>;
  readonly which?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Logger;
}

/** Writes a project to a new folder and parses it. What goes wrong in it is thrown. */
export function openProject(options: TestProjectOptions): TestProject {
  const { files, which = 'run', env = {}, log = silentLogger } = options;
  const folder = mkdtempSync(join(tmpdir(), 'xform-context-'));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const project = loadProject({
      cwd: folder,
      profilesDir: folder,
      cliVars: {},
      flags: {},
      env,
      which,
      log,
    });
    const parsed = parseProject(project, { log, useCache: false });
    const runtime = createAdapterRuntime({ target: project.target, threads: 1, cwd: folder, log });
    return {
      ...parsed,
      runtime,
      async close() {
        await runtime.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

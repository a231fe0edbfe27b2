import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { errorsOf, type XformError } from '../../../src/errors/error.js';
import type { LogEvent, Logger } from '../../../src/log/types.js';
import { type LoadProjectRequest, loadProject } from '../../../src/project/loadProject.js';
import type { Project } from '../../../src/project/types.js';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, by path, for as long as the test file runs. */
export function projectFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-project-')));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

export interface Loaded {
  readonly project?: Project;
  readonly errors: readonly XformError[];
  readonly warnings: readonly Omit<LogEvent, 'level'>[];
}

/** Loads the project in `folder` with nothing set around it; mistakes are returned, not thrown. */
export function load(folder: string, more: Partial<LoadProjectRequest> = {}): Loaded {
  const warnings: Omit<LogEvent, 'level'>[] = [];
  const log: Logger = { fire() {}, warn: (event) => warnings.push(event), print() {}, debugEnabled: false };
  const request: LoadProjectRequest = {
    cwd: folder,
    cliVars: {},
    flags: {},
    env: { HOME: join(folder, 'home') },
    which: 'parse',
    log,
    ...more,
  };
  try {
    return { project: loadProject(request), errors: [], warnings };
  } catch (error) {
    return { errors: errorsOf(error), warnings };
  }
}

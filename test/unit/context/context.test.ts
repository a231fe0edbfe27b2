import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAdapterRuntime } from '../../../src/adapters/runtime.js';
import { compileNode } from '../../../src/compiler/compileNode.js';
import { nodeFilePath } from '../../../src/context/nodeFiles.js';
import { errorsOf } from '../../../src/errors/error.js';
import { formatError } from '../../../src/errors/formatError.js';
import type { Logger } from '../../../src/log/types.js';
import { parseProject } from '../../../src/parser/parseProject.js';
import { loadProject } from '../../../src/project/loadProject.js';
// @ts-expect-error: plain JavaScript, shared with record.mjs
import { cases } from './cases.mjs';

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly packages?: boolean;
  readonly fails?: readonly string[];
}

interface Golden {
  readonly logs: readonly string[];
  readonly compiled: Readonly<Record<string, string>>;
  readonly error?: string;
}

const goldens: Record<string, Golden> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'goldens.json'), 'utf8'),
);
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function writeProject({ files, packages }: Case): string {
  const folder = mkdtempSync(join(tmpdir(), 'xform-context-'));
  folders.push(folder);
  const all = { ...files };
  if (packages) {
    // What `deps` does with a local package.
    for (const [path, text] of Object.entries(files)) {
      if (path.startsWith('tools/')) all[`dbt_packages/${path}`] = text;
    }
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Parses and compiles the project: lines logged at info level, compiled SQL by path. */
async function compileProject(one: Case): Promise<{ logs: string[]; compiled: Record<string, string> }> {
  const folder = writeProject(one);
  const logs: string[] = [];
  const log: Logger = {
    fire: (event) => {
      if (event.name === 'JinjaLogInfo') logs.push(event.msg);
    },
    warn() {},
    print() {},
    debugEnabled: false,
  };
  const project = loadProject({
    cwd: folder,
    profilesDir: folder,
    cliVars: {},
    flags: {},
    env: {},
    args: {},
    which: 'compile',
    log,
  });
  const parsed = parseProject(project, { log, useCache: false });
  const runtime = createAdapterRuntime({ target: project.target, threads: 1, cwd: folder, log });
  const compiled: Record<string, string> = {};
  const nodes = Object.values(parsed.manifest.nodes).filter((node) => node.resource_type !== 'seed');
  const selectedResources = Object.keys(parsed.manifest.nodes);
  const run = { selectedResources, empty: one.args?.includes('--empty') };
  try {
    for (const node of nodes) {
      const slot = runtime.connect(node.unique_id);
      const result = await compileNode({ ...parsed.environment, run }, node, slot, {
        threadId: 'Thread-1 (worker)',
      });
      compiled[nodeFilePath('target', node)] = result.sql;
      await slot.release();
    }
  } finally {
    await runtime.close();
  }
  return { logs, compiled };
}

/** Addresses of Python objects, and what only dbt's or only our objects print. */
function plain(text: string): string {
  return text.replace(/ at 0x[0-9a-f]+>/g, '>').replace(/<dbt\.[\w.]*\.(\w+ object>)/g, '<$1');
}

describe('contexts and the compiler, beside dbt', () => {
  for (const one of cases as readonly Case[]) {
    const golden = goldens[one.name];
    if (one.fails === undefined) {
      it(one.name, async () => {
        const { logs, compiled } = await compileProject(one);
        expect(logs.map(plain).sort()).toEqual(golden?.logs.map(plain).sort());
        for (const [path, sql] of Object.entries(golden?.compiled ?? {})) {
          expect(compiled[path], path).toBe(sql);
        }
      });
    } else {
      it(`fails: ${one.name}`, async () => {
        const error: unknown = await compileProject(one).catch((caught: unknown) => caught);
        const message = error instanceof Error ? errorsOf(error).map(formatError).join('\n') : 'no error';
        for (const words of one.fails ?? []) expect(message).toContain(words);
        expect(message).not.toContain('Internal Error');
      });
    }
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileNode } from '../../../src/compiler/compileNode.js';
import { nodeFilePath } from '../../../src/context/nodeFiles.js';
import { errorsOf } from '../../../src/errors/error.js';
import { formatError } from '../../../src/errors/formatError.js';
import type { Logger } from '../../../src/log/types.js';
// @ts-expect-error: plain JavaScript, shared with record.mjs
import { cases } from './cases.mjs';
import { openProject } from './support.js';

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
/** A case's files, its package installed as `deps` does. */
function filesOf({ files, packages }: Case): Record<string, string> {
  const installed = Object.entries(files)
    .filter(([path]) => packages === true && path.startsWith('tools/'))
    .map(([path, text]) => [`dbt_packages/${path}`, text]);
  return { ...files, ...Object.fromEntries(installed) };
}

/** Parses and compiles the project: lines logged at info level, compiled SQL by path. */
async function compileProject(one: Case): Promise<{ logs: string[]; compiled: Record<string, string> }> {
  const logs: string[] = [];
  const log: Logger = {
    fire: (event) => {
      if (event.name === 'JinjaLogInfo') logs.push(event.msg);
    },
    warn() {},
    print() {},
    debugEnabled: false,
  };
  const { manifest, environment, runtime, close } = openProject({
    files: filesOf(one),
    which: 'compile',
    log,
  });
  const compiled: Record<string, string> = {};
  const nodes = Object.values(manifest.nodes).filter((node) => node.resource_type !== 'seed');
  const selectedResources = Object.keys(manifest.nodes);
  const run = { selectedResources, empty: one.args?.includes('--empty') };
  try {
    for (const node of nodes) {
      const slot = runtime.connect(node.unique_id);
      const result = await compileNode({ ...environment, run }, node, slot, {
        threadId: 'Thread-1 (worker)',
      });
      compiled[nodeFilePath('target', node)] = result.sql;
      await slot.release();
    }
  } finally {
    await close();
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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { XformError } from '../../src/errors/error.js';
import { extractBlocks } from '../../src/jinja/engine.js';
import type { BlockType } from '../../src/jinja/types.js';
import { pyRepr } from '../../src/jinja/values/text.js';
import { typeName } from '../../src/jinja/values/typeName.js';
import {
  type ContextOptions,
  recordedVariables,
  render,
  renderNative,
  renderWithMacros,
} from './renderHelpers.js';

/** What Jinja2 3.1 and dbt-core 1.11 made of each template: see record.py. */
interface Case {
  readonly template: string;
  readonly expect?: unknown;
  readonly error?: string;
}

type Renderer = (template: string, options: ContextOptions) => Promise<unknown>;

const BLOCKS: readonly BlockType[] = ['macro', 'materialization', 'test', 'data_test', 'docs', 'snapshot'];
const BOTH: readonly ContextOptions[] = [{ mode: 'sync' }, { mode: 'async' }];

const plain: Renderer = (template, options) => render(template, recordedVariables(), options);

const RENDERERS: Readonly<Record<string, { run: Renderer; modes: readonly ContextOptions[] }>> = {
  'dbt-native': {
    run: async (template) => {
      const value = renderNative(template, recordedVariables());
      return { type: typeName(value), repr: pyRepr(value) };
    },
    modes: [{ mode: 'sync' }],
  },
  'dbt-silent': { run: plain, modes: [{ undefinedNames: 'silent' }] },
  'dbt-macros': {
    run: (text, options) => {
      const [macros, template] = text.split('➜') as [string, string];
      return renderWithMacros(macros, template, recordedVariables(), options);
    },
    modes: BOTH,
  },
  'dbt-blocks': {
    run: async (text) =>
      extractBlocks(text, BLOCKS, { file: 'm.sql' }).map(({ type, name, contents, source }) => {
        return { type, name, contents, source };
      }),
    modes: [{ mode: 'sync' }],
  },
};

async function check(
  run: Renderer,
  options: ContextOptions,
  { template, expect: wanted, error }: Case,
): Promise<void> {
  const outcome = (async () => run(template, options))();
  if (error === undefined) return expect(await outcome).toEqual(wanted);
  const thrown = await outcome.then(
    (value) => expect.fail(`gave ${JSON.stringify(value)}, but Jinja2 raises ${error}`),
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(XformError);
  expect((thrown as XformError).kind).toBe('compilation');
  expect((thrown as XformError).place).toMatchObject({ file: expect.any(String) });
}

const folder = join(import.meta.dirname, 'recorded');

for (const file of readdirSync(folder)) {
  const group = file.replace('.json', '');
  const cases: Case[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const { run, modes } = RENDERERS[group] ?? { run: plain, modes: BOTH };
  describe(group, () => {
    for (const options of modes) {
      it.each(
        cases.map((one) => [one.template, one] as const),
      )(`${options.mode ?? 'sync'} %s`, async (_template, one) => check(run, options, one));
    }
  });
}

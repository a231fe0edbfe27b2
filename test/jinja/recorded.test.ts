import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { XformError } from '../../src/errors/error.js';
import { MarkedText } from '../../src/jinja/markedText.js';
import { pyRepr } from '../../src/jinja/values/text.js';
import { typeName } from '../../src/jinja/values/typeName.js';
import { type ContextOptions, recordedVariables, render, renderNative } from './renderHelpers.js';

/** What Jinja2 3.1 and dbt-core 1.11 made of each template: see record.py. */
interface Case {
  readonly template: string;
  readonly expect?: string | { type: string; repr: string };
  readonly error?: string;
}

/** Where we differ on purpose, with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {};

const folder = join(import.meta.dirname, 'recorded');

function casesOf(file: string): Case[] {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

async function rendered(group: string, template: string, options: ContextOptions): Promise<unknown> {
  if (group === 'dbt-native') {
    const value = renderNative(template, recordedVariables());
    return { type: value instanceof MarkedText ? 'str' : typeName(value), repr: pyRepr(value) };
  }
  return render(template, recordedVariables(), options);
}

async function check(
  group: string,
  { template, expect: wanted, error }: Case,
  options: ContextOptions,
): Promise<void> {
  const outcome = rendered(group, template, options);
  if (error === undefined) return expect(await outcome).toEqual(wanted);
  const thrown = await outcome.then(
    (value) => expect.fail(`rendered ${JSON.stringify(value)}, but Jinja2 raises ${error}`),
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(XformError);
  expect((thrown as XformError).kind).toBe('compilation');
  expect((thrown as XformError).place).toMatchObject({ file: expect.any(String) });
}

for (const file of readdirSync(folder)) {
  const group = file.replace('.json', '');
  const modes: ContextOptions[] =
    group === 'dbt-silent'
      ? [{ undefinedNames: 'silent' }]
      : group === 'dbt-native'
        ? [{}]
        : [{ mode: 'sync' }, { mode: 'async' }];
  describe(group, () => {
    const cases = casesOf(file).filter(({ template }) => DIFFERENT[template] === undefined);
    for (const options of modes) {
      it.each(cases.map((one) => [one.template, one] as const))(
        `${options.mode ?? 'sync'} %s`,
        async (_template, one) => {
          await check(group, one, options);
        },
      );
    }
  });
}

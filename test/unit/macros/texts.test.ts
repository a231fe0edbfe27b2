import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';

const here = import.meta.dirname;
const { texts } = JSON.parse(readFileSync(join(here, 'texts.json'), 'utf8')) as {
  texts: Record<string, string>;
};
const calls = Object.keys(texts);

describe('what macros print in a model, up to runs of whitespace, as dbt recorded it', () => {
  const project = temporaryProject({
    'dbt_project.yml': readFileSync(join(here, 'project/dbt_project.yml'), 'utf8'),
    'profiles.yml': readFileSync(join(here, 'project/profiles.yml'), 'utf8'),
    'models/calls.sql': `{% if execute %}${calls.map((call) => `[{{ ${call} }}]`).join('\n@@\n')}{% endif %}`,
  });
  const printed = new Map<string, string>();
  afterAll(() => project.remove());

  beforeAll(() => {
    const result = xform(['compile', '--select', 'calls'], { cwd: project.folder });
    expect(result.code, result.text).toBe(0);
    const file = join(project.folder, 'target/compiled/shapes/models/calls.sql');
    const parts = readFileSync(file, 'utf8').split('\n@@\n');
    calls.forEach((call, index) => {
      printed.set(call, parts[index]!.trim().replace(/\s+/g, ' '));
    });
  });

  it.each(calls)('%s', (call) => {
    expect(printed.get(call)).toBe(texts[call]);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';
import { runMain } from '../support/runMain.js';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');
const project = temporaryProject({
  'dbt_project.yml': "name: shop\nversion: '1.0'\nmodels: {shop: {staging: {+tags: [nightly]}}}\n",
  'models/staging/stg_orders.sql': 'select 1 as id',
  'models/staging/stg_payments.sql': 'select 1 as id',
  'models/orders.sql': "select * from {{ ref('stg_orders') }}",
  'models/sources.yml': 'sources: [{name: raw, tables: [{name: events}]}]',
  'macros/grant_all.sql': '{% macro grant_all() %}{% endmacro %}',
  'selectors.yml': 'selectors:\n  - name: nightly_run\n    definition: tag:nightly\n',
});
afterAll(() => project.remove());

beforeAll(() => {
  expect(xform(['parse'], { cwd: project.folder }).code).toBe(0);
});

async function completed(...words: string[]): Promise<string[]> {
  const { stdout } = await runMain(['__complete', ...words], { cwd: project.folder });
  return stdout.split('\n').filter(Boolean);
}

describe('candidates', () => {
  it.each<[string[], string[]]>([
    [['bu'], ['build']],
    [['docs', 'gen'], ['generate']],
    [['--target', 'dev', 'sourc'], ['source']],
    [
      ['build', '--sel'],
      ['--select', '--selector'],
    ],
    [['build', '--fail'], ['--fail-fast']],
    [['build', '--no-fail'], ['--no-fail-fast']],
    [['build', '--log-format', 'j'], ['json']],
    [
      ['list', '--output', ''],
      ['selector', 'name', 'path', 'json'],
    ],
    [
      ['build', '-s', 'stg_'],
      ['stg_orders', 'stg_payments'],
    ],
    [['build', '--select', 'orders', '+stg_o'], ['+stg_orders']],
    [['build', '-m', '2+ord'], ['2+orders']],
    [['build', '--exclude', 'tag:nightly,@ord'], ['tag:nightly,@orders']],
    [['build', '--select', 'ta'], ['tag:']],
    [['build', '--select', 'tag:n'], ['tag:nightly']],
    [['build', '--select', 'source:raw.'], ['source:raw.events']],
    [['build', '--selector', ''], ['nightly_run']],
    [['run-operation', 'gra'], ['grant_all']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['build', '--state', ''], []],
  ])('%j', async (words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });
});

const bash = spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!bash)('in bash', () => {
  /** What bash offers for a line, with the function that `complete` was told. */
  function offered(line: string): string[] {
    const bin = join(project.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'xform'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
    chmodSync(join(bin, 'xform'), 0o755);
    const script = `source <(xform completion bash)
complete -p xform
COMP_LINE=$1 COMP_POINT=\${#1} COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
_xform
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: project.folder };
    const args = ['--norc', '--noprofile', '-c', script, 'bash', line];
    const [registered, ...words] = execFileSync('bash', args, { cwd: project.folder, env, encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    expect(registered).toBe('complete -o default -F _xform xform');
    return words;
  }

  it.each<[string, string[]]>([
    ['xform run-o', ['run-operation']],
    ['xform build --select stg_', ['stg_orders', 'stg_payments']],
    ['xform build --select tag:n', ['nightly']],
    ['xform build --select tag:nightly,stg_p', ['nightly,stg_payments']],
    ['xform docs gen', ['generate']],
  ])('%s', (line, expected) => {
    expect(offered(line)).toEqual(expected);
  });
});

it('there is a script for each shell, and an error for others', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const done = await runMain(['completion', shell], { cwd: project.folder });
    expect([done.code, done.stdout.includes('__complete')]).toEqual([0, true]);
  }
  const done = await runMain(['completion', 'csh'], { cwd: project.folder });
  expect(done.code).toBe(2);
  expect(done.stderr).toContain('bash, zsh, fish');
});

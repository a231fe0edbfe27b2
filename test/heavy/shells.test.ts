import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

const project = temporaryProject({
  'dbt_project.yml': "name: shop\nversion: '1.0'\nmodels: {shop: {staging: {+tags: [nightly]}}}\n",
  'models/staging/stg_orders.sql': 'select 1 as id',
  'models/staging/stg_payments.sql': 'select 1 as id',
  'models/orders.sql': "select * from {{ ref('stg_orders') }}",
  'macros/grant_all.sql': '{% macro grant_all() %}{% endmacro %}',
});
afterAll(() => project.remove());

const bin = join(project.folder, 'bin');

beforeAll(() => {
  expect(xform(['parse'], { cwd: project.folder }).code).toBe(0);
  mkdirSync(bin);
  writeFileSync(join(bin, 'xform'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, 'xform'), 0o755);
});

/** What a shell prints that runs the script with the line as its argument. */
function run(shell: string, options: readonly string[], script: string, line: string): string {
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: project.folder, TERM: 'dumb' };
  const done = spawnSync(shell, [...options, '-c', script, ...(shell === 'zsh' ? ['zsh'] : []), line], {
    cwd: project.folder,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(done.stderr).toBe('');
  return done.stdout;
}

/** A shell of its own at a pseudo-terminal, with the line typed and Tab pressed; prints the line as it was completed. */
const ZSH = `zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PROMPT='' RPROMPT=''; stty -echo; source <(xform completion zsh); echo rea''dy"
zpty -r -m inner out '*ready*'
zpty -w inner "show() { print -r -- \\"<\\$BUFFER>\\"; }; zle -N show; bindkey '^X' show; echo sh''own"
zpty -r -m inner out '*shown*'
zpty -n -w inner "$1"$'\\t\\C-x'
zpty -r -m inner out '*<*>*'
print -r -- "$out"
zpty -d inner`;

/** The line as zsh shows it when Tab was pressed. */
function zshLine(line: string): string | undefined {
  return /<([^<>]*)>(?![\s\S]*<)/.exec(run('zsh', ['-f'], ZSH, line))?.[1];
}

/** What fish offers for the last word. */
function fishOffers(line: string): string[] {
  const script = 'xform completion fish | source; complete --do-complete $argv[1]';
  return run('fish', ['--no-config'], script, line)
    .split('\n')
    .filter(Boolean)
    .map((each) => each.split('\t')[0]!);
}

const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
for (const shell of ['zsh', 'fish']) if (!isThere(shell)) console.warn(`skipped: no ${shell} here`);

describe.skipIf(!isThere('zsh'))('in zsh, Tab completes', () => {
  it.each([
    ['xform run-o', 'xform run-operation '],
    ['xform docs gen', 'xform docs generate '],
    ['xform build --select stg_o', 'xform build --select stg_orders '],
    ['xform build --select tag:n', 'xform build --select tag:nightly '],
    ['xform build --select stg_', 'xform build --select stg_'],
    ['xform build -s tag:nightly,stg_p', 'xform build -s tag:nightly,stg_payments '],
    ['xform build --sta', 'xform build --stat'],
    ['xform build --project-dir dbt_p', 'xform build --project-dir dbt_project.yml '],
    ['xform run-operation g', 'xform run-operation grant_all '],
  ])('%s', (line, expected) => {
    expect(zshLine(line)).toBe(expected);
  });
});

describe.skipIf(!isThere('fish'))('fish offers', () => {
  it.each<[string, string[]]>([
    ['xform run-o', ['run-operation']],
    ['xform docs gen', ['generate']],
    ['xform build --select stg_', ['stg_orders', 'stg_payments']],
    ['xform build --select tag:n', ['tag:nightly']],
    ['xform build -s tag:nightly,stg_p', ['tag:nightly,stg_payments']],
    ['xform build --fail', ['--fail-fast']],
    ['xform build --project-dir dbt_p', ['dbt_project.yml']],
    ['xform run-operation g', ['grant_all']],
  ])('%s', (line, expected) => {
    expect(fishOffers(line)).toEqual(expected);
  });
});

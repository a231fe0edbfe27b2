import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

interface Cases {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly setup: string;
  readonly groups: readonly {
    readonly configs: readonly string[];
    /** Name -> call in a template. */
    readonly calls: Readonly<Record<string, string>>;
  }[];
}

type Texts = Readonly<Record<string, string>>;

const XFORM = join(import.meta.dirname, '..', '..', '..', 'dist', 'xform.js');

/** Compares what macros print with dbt's texts in `folder`, which record.py has written from its cases.json. */
export function textTests(folder: string): void {
  const load = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  const cases = load<Cases>('cases.json');
  const expected = load<Readonly<Record<string, Texts>>>('dbt.json');
  const models = cases.groups.flatMap(({ configs, calls }) => configs.map((config) => ({ config, calls })));
  let found: readonly Texts[];

  beforeAll(() => {
    const project = mkdtempSync(join(tmpdir(), 'xform-texts-'));
    mkdirSync(join(project, 'models'));
    writeFileSync(join(project, 'dbt_project.yml'), "name: texts\nversion: '1.0'\nprofile: texts\n");
    const profile = { texts: { target: 'dev', outputs: { dev: cases.profile } } };
    writeFileSync(join(project, 'profiles.yml'), JSON.stringify(profile));
    models.forEach(({ config, calls }, number) => {
      const parts = Object.entries(calls).map(([name, call]) => `@@${name}@@{{ ${call} }}`);
      const text = `{{ config(${config}) }}{% if execute %}${cases.setup}${parts.join('')}{% endif %}`;
      writeFileSync(join(project, 'models', `m${number}.sql`), text);
    });
    const flags = ['--no-populate-cache', '--no-introspect', '--profiles-dir', project];
    execFileSync(process.execPath, [XFORM, 'compile', ...flags], { cwd: project, stdio: 'pipe' });
    const compiled = join(project, 'target', 'compiled', 'texts', 'models');
    found = models.map((_model, number) => textsOf(readFileSync(join(compiled, `m${number}.sql`), 'utf8')));
    return () => rmSync(project, { recursive: true, force: true });
  });

  it.each(
    models.map(({ config }, number) => ({ config, number })),
  )('writes what dbt writes for $config', (one) => {
    const wanted = Object.entries(expected[one.config]!).map(([name, sql]) => [name, sql.toLowerCase()]);
    expect(found[one.number]).toEqual(Object.fromEntries(wanted));
  });
}

function textsOf(compiled: string): Texts {
  const parts = compiled.matchAll(/@@(\w+)@@([\s\S]*?)(?=@@\w+@@|$(?![\s\S]))/g);
  return Object.fromEntries([...parts].map(([, name, sql]) => [name!, plain(sql!)]));
}

/** Without blanks, comments and capitals, which mean nothing to the engines. */
function plain(sql: string): string {
  const bare = sql.replace(/\/\*[\s\S]*?\*\/|--[^\n]*|\s+/g, '');
  return bare.replace(/;+$/, '').toLowerCase();
}

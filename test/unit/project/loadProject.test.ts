import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, projectFolder } from './projectFolder.js';

const NAMED = 'name: p\nprofile: p\n';

function profile(path: string, more = ''): string {
  return `p:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: ${path}}\n${more}`;
}

describe('finding the project', () => {
  it('looks in the working folder, then above it', () => {
    const folder = projectFolder({
      'dbt_project.yml': 'name: outer\n',
      'a/dbt_project.yml': 'name: inner\n',
      'a/b/c/x': '',
      'd/x': '',
    });
    expect(load(join(folder, 'a/b/c')).project?.root).toMatchObject({
      name: 'inner',
      root: join(folder, 'a'),
    });
    expect(load(join(folder, 'd')).project?.root.name).toBe('outer');
  });

  it('takes --project-dir and its variables exactly, the option first', () => {
    const folder = projectFolder({
      'dbt_project.yml': 'name: outer\n',
      'a/dbt_project.yml': 'name: a\n',
      'b/dbt_project.yml': 'name: b\n',
    });
    const env = { DBT_PROJECT_DIR: 'a' };
    expect(load(folder, { env }).project?.root.name).toBe('a');
    expect(load(folder, { env: { ...env, XFORM_PROJECT_DIR: 'b' } }).project?.root.name).toBe('b');
    expect(load(folder, { env, projectDir: join(folder, 'b') }).project?.root.name).toBe('b');
    expect(load(join(folder, 'a'), { projectDir: 'nothing' }).errors[0]).toMatchObject({ kind: 'usage' });
    mkdirSync(join(folder, 'empty'));
    expect(load(folder, { projectDir: 'empty' }).errors[0]?.message).toContain('No dbt_project.yml');
  });

  it('knows both names of the file and refuses to choose', () => {
    expect(load(projectFolder({ 'xform_project.yml': 'name: x\n' })).project?.root).toMatchObject({
      name: 'x',
      configFile: 'xform_project.yml',
    });
    const both = projectFolder({ 'xform_project.yml': 'name: x\n', 'dbt_project.yml': 'name: y\n' });
    expect(load(both).errors[0]?.message).toContain('Both dbt_project.yml and xform_project.yml');
  });

  it('says what to do where there is none', () => {
    const [error] = load(projectFolder({ x: '' })).errors;
    expect(error).toMatchObject({ kind: 'project', hint: expect.stringContaining('xform init') });
  });
});

describe('the target', () => {
  it('is a DuckDB file in the project when no profile is named', () => {
    const folder = projectFolder({ 'dbt_project.yml': 'name: shop\n', 'a/x': '' });
    const { target } = load(join(folder, 'a')).project!;
    expect(target).toMatchObject({
      targetName: 'dev',
      threads: 4,
      plugin: { type: 'duckdb' },
      credentials: { path: join(folder, 'shop.duckdb'), database: 'shop', schema: 'main' },
    });
    expect(load(folder, { target: 'prod' }).errors[0]?.message).toContain("no target 'prod'");
    expect(load(folder, { flags: { threads: 7 } }).project?.target.threads).toBe(7);
  });

  it('is looked for in the working folder, ~/.dbt and the project, in this order', () => {
    const folder = projectFolder({
      'project/dbt_project.yml': NAMED,
      'project/profiles.yml': profile('in_project.duckdb'),
      'home/.dbt/profiles.yml': profile('in_home.duckdb'),
      'here/profiles.yml': profile('here.duckdb'),
      'else/x': '',
    });
    const env = { HOME: join(folder, 'home') };
    const path = (cwd: string, more = {}) =>
      load(join(folder, cwd), { env, projectDir: '../project', ...more }).project?.target.credentials['path'];
    expect(path('here')).toBe('here.duckdb');
    expect(path('else')).toBe('in_home.duckdb');
    expect(path('else', { env: { HOME: join(folder, 'else') } })).toBe('in_project.duckdb');
    expect(path('else', { profilesDir: '../here' })).toBe('here.duckdb');
    expect(path('else', { env: { ...env, DBT_PROFILES_DIR: '../here' } })).toBe('here.duckdb');
  });

  it('names where it looked', () => {
    const folder = projectFolder({ 'dbt_project.yml': NAMED });
    const [error] = load(folder, { env: { HOME: '/nowhere' } }).errors;
    expect(error?.message).toContain("'p'");
    expect(error?.notes.join('\n')).toContain('a profiles.yml file in /nowhere/.dbt');
    expect(error?.notes.join('\n')).toContain(`a profiles.yml file in ${folder}`);
  });

  it('is chosen by --profile and --target, their variables and the profile', () => {
    const folder = projectFolder({
      'dbt_project.yml': NAMED,
      'profiles.yml':
        profile('dev.duckdb', '    prod: {type: duckdb, path: prod.duckdb, threads: 3}\n') +
        'q:\n  outputs:\n    default: {type: duckdb, path: q.duckdb}\n',
    });
    const path = (more: object) => load(folder, more).project?.target.credentials['path'];
    expect(path({})).toBe('dev.duckdb');
    expect(path({ target: 'prod' })).toBe('prod.duckdb');
    expect(path({ env: { DBT_TARGET: 'prod' } })).toBe('prod.duckdb');
    expect(path({ profile: 'q' })).toBe('q.duckdb');
    expect(path({ env: { DBT_PROFILE: 'q' } })).toBe('q.duckdb');
    expect(load(folder, { target: 'prod' }).project?.target).toMatchObject({
      threads: 3,
      profileName: 'p',
      targetName: 'prod',
    });
    const [error] = load(folder, { target: 'prd' }).errors;
    expect(error).toMatchObject({
      place: { line: 3 },
      hint: expect.stringContaining("Did you mean 'prod'?"),
    });
  });

  it('keeps a password that only looks like Jinja', () => {
    const text =
      'p:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: x.duckdb, password: "{{ a b"}\n';
    const { project, warnings } = load(projectFolder({ 'dbt_project.yml': NAMED, 'profiles.yml': text }));
    expect(project?.target.credentials['path']).toBe('x.duckdb');
    expect(warnings.map((event) => event.name)).toEqual(['UnknownProfileField']);
  });

  it('may read secrets, which project files may not', () => {
    const env = { DBT_ENV_SECRET_PATH: 's.duckdb' };
    const files = {
      'dbt_project.yml': NAMED,
      'profiles.yml': profile('"{{ env_var(\'DBT_ENV_SECRET_PATH\') }}"'),
    };
    expect(load(projectFolder(files), { env }).project?.target.credentials['path']).toBe('s.duckdb');
    const leak = {
      ...files,
      'dbt_project.yml': `${NAMED}models: {p: {+schema: "{{ env_var('DBT_ENV_SECRET_PATH') }}"}}\n`,
    };
    const [error] = load(projectFolder(leak), { env }).errors;
    expect(error).toMatchObject({
      place: { file: 'dbt_project.yml', line: 3 },
      message: expect.not.stringContaining('s.duckdb'),
    });
  });
});

describe('packages', () => {
  const q = {
    'dbt_packages/q/dbt_project.yml': 'name: q\n',
    'dbt_packages/q/models/m.sql': '',
    'dbt_packages/q/.dbtignore': 'no.sql',
    'dbt_packages/q/models/no.sql': '',
  };

  it('are the root, the installed ones by folder, then the built-in ones', () => {
    const folder = projectFolder({
      'dbt_project.yml': 'name: p\n',
      ...q,
      'dbt_packages/a/dbt_project.yml': 'name: zz\n',
      'dbt_packages/__cache/x': '',
    });
    const { packages } = load(folder).project!;
    expect(packages.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'root p',
      'package zz',
      'package q',
      'builtin dbt_duckdb',
      'builtin dbt',
    ]);
    expect(packages[2]!.files.map((file) => [file.package, file.path])).toEqual([['q', 'models/m.sql']]);
    expect(packages.at(-1)!.files.some((file) => file.kind === 'macro')).toBe(true);
  });

  it('must be installed', () => {
    const folder = projectFolder({
      'dbt_project.yml': 'name: p\n',
      'packages.yml': 'packages: [{local: ../q}, {local: ../r}]\n',
      ...q,
    });
    const [error] = load(folder).errors;
    expect(error).toMatchObject({ kind: 'compilation', hint: expect.stringContaining('xform deps') });
    expect(error?.message).toContain('lists 2 packages, but 1 is installed');
  });

  it('have names of their own and fit the version', () => {
    const with_ = (text: string) =>
      load(projectFolder({ 'dbt_project.yml': 'name: p\n', 'dbt_packages/q/dbt_project.yml': text }));
    expect(with_('name: p\n').errors[0]?.message).toContain("the name 'p'");
    expect(with_('name: dbt_duckdb\n').errors[0]).toMatchObject({
      place: { file: 'dbt_packages/q/dbt_project.yml', line: 1 },
    });
    const old = 'name: q\nrequire-dbt-version: "<1.0.0"\n';
    expect(with_(old).errors[0]).toMatchObject({
      place: { file: 'dbt_packages/q/dbt_project.yml', line: 2 },
    });
    const folder = projectFolder({ 'dbt_project.yml': 'name: p\n', 'dbt_packages/q/dbt_project.yml': old });
    expect(load(folder, { flags: { version_check: false } }).errors).toEqual([]);
    mkdirSync(join(folder, 'dbt_packages/empty'));
    expect(load(folder).errors[0]?.message).toContain('dbt_packages/empty');
  });
});

describe('the project file', () => {
  it('is rendered except where Jinja waits, and kept as written beside that', () => {
    const text =
      'name: p\nversion: 1.0\nvars: {a: "{{ b }}"}\non-run-start: "{{ c }}"\nquery-comment: {comment: "{{ d }}", append: true}\n' +
      'model-paths: ["{{ var(\'folder\') }}"]\nmodels:\n  p:\n    +schema: "{{ target.name }}"\n    +pre-hook: "{{ e }}"\n' +
      "    +meta: {n: \"{{ '5' | as_number }}\", b: \"{{ ('x' == target.name) | as_bool }}\", s: '5'}\n";
    const { root } = load(projectFolder({ 'dbt_project.yml': text }), { cliVars: { folder: 'elsewhere' } })
      .project!;
    expect(root.config).toMatchObject({
      version: '1.0',
      vars: { a: '{{ b }}' },
      onRunStart: ['{{ c }}'],
      queryComment: { comment: '{{ d }}', append: true, jobLabel: false },
      modelPaths: ['elsewhere'],
      targetPath: 'target',
      cleanTargets: ['target'],
    });
    expect(root.config.resources.models).toEqual({
      p: { '+schema': 'dev', '+pre-hook': '{{ e }}', '+meta': { n: 5, b: false, s: '5' } },
    });
    expect(root.config.unrenderedResources.models['p']['+schema']).toBe('{{ target.name }}');
  });

  it('reports all mistakes together', () => {
    const text = 'name: my project\nmodel-path: [x]\nmodels: 5\n';
    const { errors } = load(projectFolder({ 'dbt_project.yml': text }));
    expect(errors.map((error) => [error.place?.line, error.hint ?? ''])).toEqual([
      [2, "Did you mean 'model-paths'?"],
      [3, ''],
      [1, expect.stringContaining('my_project')],
    ]);
  });

  it('warns of former names and of keys given twice', () => {
    const text = 'name: p\nsource-paths: [m]\nmodels: {}\nmodels: {p: {+schema: x}}\n';
    const { project, warnings } = load(projectFolder({ 'dbt_project.yml': text }));
    expect(project?.root.config.modelPaths).toEqual(['m']);
    expect(warnings.map((event) => event.name)).toEqual([
      'DuplicateYAMLKeysDeprecation',
      'ConfigSourcePathDeprecation',
    ]);
    expect(warnings[0]?.msg).toContain('dbt_project.yml:4:1');
  });

  it('takes vars from vars.yml, so that it can read them, or has them itself', () => {
    const files = { 'vars.yml': 'vars: {s: one, p: {t: 2}}\n' };
    const text = 'name: p\nmodels: {p: {+schema: "{{ var(\'s\') }}"}}\n';
    const { project } = load(projectFolder({ ...files, 'dbt_project.yml': text }));
    expect(project?.root.config.vars).toEqual({ s: 'one', p: { t: 2 } });
    expect(project?.root.config.resources.models['p']).toEqual({ '+schema': 'one' });
    const both = load(projectFolder({ ...files, 'dbt_project.yml': 'name: p\nvars: {a: 1}\n' }));
    expect(both.errors[0]?.message).toContain('Both vars.yml and dbt_project.yml');
  });

  it('must be UTF-8', () => {
    const folder = projectFolder({});
    writeFileSync(join(folder, 'dbt_project.yml'), Buffer.from([0x6e, 0x3a, 0x20, 0x31, 0x0a, 0xff, 0xfe]));
    const [error] = load(folder).errors;
    expect(error).toMatchObject({
      place: { file: 'dbt_project.yml', line: 2 },
      hint: expect.stringContaining('UTF-8'),
    });
  });
});

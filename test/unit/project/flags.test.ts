import { describe, expect, it } from 'vitest';
import { load, projectFolder } from './projectFolder.js';

function flags(text: string, more: { env?: Record<string, string>; cli?: Record<string, unknown> } = {}) {
  const folder = projectFolder({ 'dbt_project.yml': `name: p\n${text}` });
  const loaded = load(folder, { env: more.env ?? {}, flags: more.cli ?? {} });
  return { ...loaded, flags: loaded.project?.flags };
}

describe('flags', () => {
  it("have dbt 1.11's defaults, but for what xform does better", () => {
    expect(flags('').flags).toMatchObject({
      which: 'parse',
      fail_fast: false,
      full_refresh: false,
      partial_parse: true,
      print: true,
      populate_cache: true,
      indirect_selection: 'eager',
      printer_width: 80,
      write_json: true,
      introspect: true,
      require_generic_test_arguments_property: true,
      require_explicit_package_overrides_for_builtin_materializations: true,
      require_resource_names_without_spaces: true,
      source_freshness_run_project_hooks: true,
      skip_nodes_if_on_run_start_fails: false,
      validate_macro_args: false,
      state_modified_compare_vars: false,
      state_modified_compare_more_unrendered_values: true,
      warn_error_options: { error: [], warn: [], silence: [] },
    });
  });

  it('come from the command line, then the environment, then the project', () => {
    const text = 'flags: {fail_fast: true, printer_width: 50, validate_macro_args: true}\n';
    expect(flags(text).flags).toMatchObject({
      fail_fast: true,
      printer_width: 50,
      validate_macro_args: true,
    });
    const env = { DBT_FAIL_FAST: '0', DBT_PRINTER_WIDTH: '60', DBT_VALIDATE_MACRO_ARGS: '0' };
    // dbt reads no variable for behaviour flags.
    expect(flags(text, { env }).flags).toMatchObject({
      fail_fast: false,
      printer_width: 60,
      validate_macro_args: true,
    });
    expect(flags(text, { env, cli: { fail_fast: true, select: ['a'] } }).flags).toMatchObject({
      fail_fast: true,
      select: ['a'],
    });
  });

  it('prefer XFORM_ to DBT_ENGINE_ to DBT_', () => {
    const env = { DBT_FAIL_FAST: '1', DBT_ENGINE_FAIL_FAST: '0' };
    expect(flags('', { env }).flags?.fail_fast).toBe(false);
    expect(flags('', { env: { ...env, XFORM_FAIL_FAST: '1' } }).flags?.fail_fast).toBe(true);
  });

  // The words that click takes, as its error message lists them.
  it.each(['0', 'f', 'false', 'n', 'no', 'off', '', 'OFF'])('read %j as false', (word) => {
    expect(flags('flags: {fail_fast: true}', { env: { DBT_FAIL_FAST: word } }).flags?.fail_fast).toBe(false);
  });
  it.each(['1', 'on', 't', 'true', 'y', 'yes', 'True'])('read %j as true', (word) => {
    expect(flags('', { env: { DBT_FAIL_FAST: word } }).flags?.fail_fast).toBe(true);
  });

  it('refuse variables that make no sense', () => {
    expect(flags('', { env: { DBT_FAIL_FAST: 'maybe' } }).errors[0]).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('DBT_FAIL_FAST'),
    });
    expect(flags('', { env: { DBT_PRINTER_WIDTH: 'wide' } }).errors[0]?.kind).toBe('usage');
    expect(flags('', { env: { DBT_INDIRECT_SELECTION: 'foo' } }).errors[0]?.message).toContain("'eager'");
  });

  it('leave out what a project may not set, with a warning', () => {
    const { flags: found, warnings } = flags('flags:\n  full_refresh: true\n  fail_fst: true\n  debug: x\n');
    expect(found).toMatchObject({ full_refresh: false, debug: false });
    expect(warnings.map((event) => event.msg)).toEqual([
      expect.stringContaining('dbt_project.yml:3:3'),
      expect.stringMatching(/fail_fast.*:4:3/),
      expect.stringMatching(/true or false.*:5:3/),
    ]);
  });

  it('understand warn_error_options in its forms', () => {
    const options = (value: unknown) =>
      flags('', { cli: { warn_error_options: value } }).flags?.['warn_error_options'];
    expect(options('{"error": "all", "warn": ["NothingToDo"]}')).toEqual({
      error: 'all',
      warn: ['NothingToDo'],
      silence: [],
    });
    expect(options({ include: ['NoNodesSelected'], exclude: ['NothingToDo'] })).toEqual({
      error: ['NoNodesSelected'],
      warn: ['NothingToDo'],
      silence: [],
    });
    expect(
      flags('', { env: { DBT_WARN_ERROR_OPTIONS: '{silence: [NothingToDo]}' } }).flags?.[
        'warn_error_options'
      ],
    ).toEqual({ error: [], warn: [], silence: ['NothingToDo'] });
    expect(flags('', { cli: { warn_error_options: '{foo: []}' } }).errors[0]?.kind).toBe('usage');
    expect(flags('', { cli: { warn_error_options: '{error: all}', warn_error: true } }).errors[0]?.kind).toBe(
      'usage',
    );
  });

  it('may still stand in profiles.yml', () => {
    const folder = projectFolder({
      'dbt_project.yml': 'name: p\nprofile: p\n',
      'profiles.yml':
        'config: {fail_fast: true}\np:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: ":memory:"}\n',
    });
    const { project, warnings } = load(folder);
    expect(project?.flags.fail_fast).toBe(true);
    expect(warnings.map((event) => event.name)).toEqual(['ProjectFlagsMovedDeprecation']);
  });

  it('set target-path and log-path', () => {
    const folder = projectFolder({ 'dbt_project.yml': 'name: p\ntarget-path: t1\nlog-path: l1\n' });
    expect(load(folder).project?.root.config).toMatchObject({ targetPath: 't1', logPath: 'l1' });
    const set = load(folder, { flags: { target_path: 't2' }, env: { DBT_LOG_PATH: 'l2' } });
    expect(set.project?.root.config).toMatchObject({ targetPath: 't2', logPath: `${folder}/l2` });
  });
});

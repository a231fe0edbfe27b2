import { describe, expect, it } from 'vitest';
import { BASE_NAMES, createBaseContext } from '../../src/basecontext/baseNames.js';
import { scrubSecrets } from '../../src/basecontext/secrets.js';
import { type TargetSource, targetFields } from '../../src/basecontext/target.js';
import type { BaseScope } from '../../src/basecontext/types.js';
import { layerVars } from '../../src/basecontext/var.js';
import { XformError } from '../../src/errors/error.js';
import { compileTemplate } from '../../src/jinja/engine.js';
import type { Value } from '../../src/jinja/values/types.js';
import type { LogEvent } from '../../src/log/types.js';

const env = { HOME: '/home/me', EMPTY: '', DBT_ENV_SECRET_TOKEN: 'hush', DBT_ENV_CUSTOM_ENV_TEAM: 'data' };

const target: TargetSource = {
  profileName: 'shop',
  targetName: 'dev',
  threads: 4,
  plugin: {
    type: 'postgres',
    credentials: [
      { name: 'host', connectionInfo: true },
      { name: 'password', secret: true, connectionInfo: true },
      { name: 'database', aliases: ['dbname'], connectionInfo: true },
      { name: 'sslmode' },
    ],
  },
  credentials: { host: 'db', password: 'pw', database: 'shop', schema: 'main', sslmode: 'require' },
};

interface Heard {
  readonly events: (Omit<LogEvent, 'level'> & { level?: string })[];
  readonly printed: string[];
  readonly reads: [kind: string, name: string, value: Value][];
}

/** A scope that notes what templates do with it. */
function createScope(changes: Partial<BaseScope> = {}): { scope: BaseScope; heard: Heard } {
  const heard: Heard = { events: [], printed: [], reads: [] };
  const scope: BaseScope = {
    invocation: { id: 'an-id', startedAt: '2026-11-22T15:14:15.231249Z', env, args: { which: 'run' } },
    flags: { full_refresh: false, which: 'run', print: true },
    log: {
      fire: (event) => heard.events.push(event),
      warn: (event) => heard.events.push({ ...event, level: 'warn' }),
      print: (text) => heard.printed.push(text),
      debugEnabled: false,
    },
    onRead: (kind, name, value) => heard.reads.push([kind, name, value]),
    parseYaml: () => {
      throw new XformError('parse', 'no YAML');
    },
    vars: { ...layerVars([]), owner: 'm', missing: 'error' },
    target: targetFields(target),
    ...changes,
  };
  return { scope, heard };
}

function render(template: string, changes: Partial<BaseScope> = {}): { text: string; heard: Heard } {
  const { scope, heard } = createScope(changes);
  const values = new Map<string, Value>();
  const names = createBaseContext(scope);
  const text = compileTemplate(template, { file: 'm.sql' }).renderSync({
    lookup: (name) => {
      if (!values.has(name)) values.set(name, Object.hasOwn(names, name) ? names[name]!() : undefined);
      return values.get(name);
    },
    names: () => Object.keys(names),
    mode: 'sync',
    undefinedNames: 'default',
  });
  return { text, heard };
}

function problemOf(template: string, changes: Partial<BaseScope> = {}): XformError {
  try {
    render(template, changes);
  } catch (error) {
    return error as XformError;
  }
  throw new Error('no error');
}

describe('env_var', () => {
  it('gives strings, defaults as they are, and tells what was read', () => {
    const { text, heard } = render(
      "{{ env_var('HOME') }}|{{ env_var('EMPTY', 'x') }}|{{ env_var('NO', 5) + 1 }}",
    );
    expect(text).toBe('/home/me||6');
    expect(heard.reads).toEqual([
      ['env', 'HOME', '/home/me'],
      ['env', 'EMPTY', ''],
      ['env', 'NO', null],
    ]);
  });

  it('needs a value: None as default is none', () => {
    const problem = problemOf("{{ env_var('HOMEE', none) }}");
    expect(problem.message).toBe("Env var required but not provided: 'HOMEE'");
    expect(problem.hint).toBe("Did you mean 'HOME'?");
    expect(problem.kind).toBe('parse');
  });

  it('keeps secrets out, except where they are allowed', () => {
    expect(problemOf("{{ env_var('DBT_ENV_SECRET_TOKEN') }}").message).toMatch(
      /profiles\.yml or packages\.yml/,
    );
    expect(render("{{ env_var('DBT_ENV_SECRET_TOKEN') }}", { allowSecrets: true }).text).toBe('hush');
  });
});

describe('var', () => {
  const layers = [{ a: 'cli' }, { a: 'project', b: null, c: '{{ 1 }}' }];
  const vars = { ...layerVars(layers), owner: 'm', missing: 'error' as const };

  it('looks through the scopes in order; None is a value', () => {
    const { text, heard } = render(
      "{{ var('a') }} {{ var('b', 1) }} {{ var('d', 2) }} {{ var('d', default=none) }}",
      {
        vars,
      },
    );
    expect(text).toBe('cli None 2 None');
    expect(heard.reads).toEqual([
      ['var', 'a', 'cli'],
      ['var', 'b', null],
      ['var', 'd', undefined],
      ['var', 'd', undefined],
    ]);
  });

  it('renders strings as its caller wants', () => {
    expect(render("{{ var('c') }}", { vars }).text).toBe('{{ 1 }}');
    const rendering = { ...vars, render: (text: string) => text.toUpperCase() };
    expect(render("{{ var('a') }}", { vars: rendering }).text).toBe('CLI');
  });

  it('has_var', () => {
    expect(render("{{ var.has_var('b') }} {{ var.has_var('z') }}", { vars }).text).toBe('True False');
  });

  it('explains a missing one, or gives None while parsing', () => {
    const problem = problemOf("{{ var('start') }}", { vars });
    expect(problem.message).toBe("Required var 'start' not found in config");
    expect(problem.notes).toEqual(['Vars that m can see: a, b, c.']);
    expect(render("{{ var('start') }}", { vars: { ...vars, missing: 'none' } }).text).toBe('None');
  });
});

describe('target', () => {
  it('holds connection info and no secret', () => {
    expect(targetFields(target)).toEqual({
      database: 'shop',
      schema: 'main',
      host: 'db',
      dbname: 'shop',
      type: 'postgres',
      threads: 4,
      name: 'dev',
      target_name: 'dev',
      profile_name: 'shop',
    });
  });

  it('is a dict that tells what was looked at', () => {
    const { text, heard } = render(
      "{{ target.name }} {{ target['schema'] }} {{ target.get('x', 'd') }} {{ 'password' in target }} {{ target is mapping }} {{ env.type }}",
    );
    expect(text).toBe('dev main d False True postgres');
    expect(heard.reads.map(([kind, name]) => `${kind} ${name}`)).toEqual([
      'target name',
      'target schema',
      'target x',
      'target password',
      'target type',
    ]);
  });

  it('tells every field when it is listed', () => {
    const { text, heard } = render('{% for k, v in target.items() %}{{ k }}={{ v }} {% endfor %}');
    expect(text).toContain('threads=4 name=dev');
    expect(heard.reads).toHaveLength(9);
  });
});

describe('flags', () => {
  it('are found in any case', () => {
    const { text, heard } = render(
      "{{ flags.FULL_REFRESH }} {{ flags.which }} {{ flags['WHICH'] }} {{ flags.get('NO', 1) }} {{ flags.NO is defined }}",
    );
    expect(text).toBe('False run run 1 False');
    expect(heard.reads[0]).toEqual(['flag', 'full_refresh', false]);
  });
});

describe('log and print', () => {
  it('log at debug or info, secrets masked', () => {
    const { text, heard } = render("{{ log('token hush') }}{{ log([1], info=true) }}{{ log(none, true) }}");
    expect(text).toBe('');
    expect(heard.events).toEqual([
      { name: 'JinjaLogDebug', code: 'I063', level: 'debug', msg: 'token *****' },
      { name: 'JinjaLogInfo', code: 'I062', level: 'info', msg: '[1]' },
      { name: 'JinjaLogInfo', code: 'I062', level: 'info', msg: 'None' },
    ]);
  });

  it('print, unless told not to', () => {
    expect(render("{{ print(['a']) }}").heard.printed).toEqual(["['a']"]);
    expect(render("{{ print('hush') }}").heard.printed).toEqual(['*****']);
    expect(render("{{ print('a') }}", { flags: { print: false } }).heard.printed).toEqual([]);
  });

  it('scrubSecrets replaces the longest first and nothing empty', () => {
    const secrets = { DBT_ENV_SECRET_A: 'ab', DBT_ENV_SECRET_B: 'abc', DBT_ENV_SECRET_C: ' ' };
    expect(scrubSecrets('xabcx abx', secrets)).toBe('x*****x *****x');
  });
});

describe('exceptions', () => {
  const NODE =
    "{'unique_id': 'model.p.m', 'name': 'm', 'resource_type': 'model', 'original_file_path': 'models/m.sql'}";
  const RAISED: readonly [call: string, kind: string, message: RegExp][] = [
    ["raise_compiler_error('boom')", 'compilation', /^boom$/],
    ["raise_database_error('boom')", 'database', /^boom$/],
    ["raise_dependency_error('boom')", 'dependency', /^boom$/],
    ["raise_fail_fast_error('boom')", 'failFast', /^boom$/],
    ["raise_not_implemented('boom')", 'compilation', /boom/],
    [
      `missing_config(${NODE}, 'unique_key')`,
      'compilation',
      /'model\.p\.m' \(models\/m\.sql\).*'unique_key'/,
    ],
    [
      `missing_materialization({'config': {'materialized': 'tabel'}}, 'duckdb')`,
      'compilation',
      /'tabel'.*duckdb/,
    ],
    ["missing_relation('db.s.t')", 'compilation', /db\.s\.t not found/],
    ["relation_wrong_type({'type': 'view'}, 'table')", 'compilation', /create table .* exists as a view/],
    ["column_type_missing(['a', 'b'])", 'contract', /\['a', 'b'\]/],
    [`raise_ambiguous_alias(${NODE}, ${NODE}, 'x.y')`, 'compilation', /x\.y/],
    [`raise_duplicate_resource_name(${NODE}, ${NODE})`, 'compilation', /'m'/],
    [`raise_duplicate_patch_name(${NODE}, 'b.yml')`, 'compilation', /'m'/],
    ["raise_cache_inconsistent('boom')", 'compilation', /boom/],
    ["raise_dataclass_not_dict('x')", 'compilation', /x/],
    [`raise_dep_not_found(${NODE}, 'm', 'pkg')`, 'compilation', /m needs the package 'pkg'/],
    ["raise_invalid_property_yml_version('a.yml', 'old')", 'compilation', /a\.yml.*old/],
    ["raise_ambiguous_catalog_match('u', {}, {})", 'compilation', /'u'/],
    ['raise_contract_error([], [])', 'contract', /contract/],
  ];

  it.each(RAISED)('%s', (call, kind, message) => {
    const problem = problemOf(`{{ exceptions.${call} }}`);
    expect(problem.kind).toBe(kind);
    expect(problem.message).toMatch(message);
  });

  it('has all that dbt has', () => {
    // As `exceptions.keys()` lists them in dbt-core 1.11.
    const names =
      'warn missing_config missing_materialization missing_relation raise_ambiguous_alias raise_ambiguous_catalog_match raise_cache_inconsistent raise_dataclass_not_dict raise_compiler_error raise_database_error raise_dep_not_found raise_dependency_error raise_duplicate_patch_name raise_duplicate_resource_name raise_invalid_property_yml_version raise_not_implemented relation_wrong_type raise_contract_error column_type_missing raise_fail_fast_error warn_snapshot_timestamp_data_types';
    expect(render('{{ exceptions.keys() | sort | join(" ") }}').text).toBe(names.split(' ').sort().join(' '));
  });

  it('names the node at fault', () => {
    const problem = problemOf(`{{ exceptions.raise_compiler_error('boom', ${NODE}) }}`);
    expect(problem.node).toEqual({ resource_type: 'model', name: 'm', path: 'models/m.sql' });
  });

  it('shows which columns break a contract', () => {
    const columns = (...pairs: [string, string][]) =>
      `[${pairs.map(([name, type]) => `{'name': '${name}', 'data_type': '${type}'}`).join(', ')}]`;
    const yaml = columns(['id', 'INT'], ['old', 'TEXT'], ['same', 'text']);
    const sql = columns(['ID', 'BIGINT'], ['new', 'DATE'], ['same', 'TEXT']);
    expect(problemOf(`{{ exceptions.raise_contract_error(${yaml}, ${sql}) }}`).notes).toEqual([
      '| column_name | definition_type | contract_type | mismatch_reason       |',
      '| ----------- | --------------- | ------------- | --------------------- |',
      '| ID          | BIGINT          | INT           | data type mismatch    |',
      '| new         | DATE            |               | missing in contract   |',
      '| old         |                 | TEXT          | missing in definition |',
    ]);
  });

  it('warn goes to the logger, which may raise', () => {
    const { text, heard } = render("{{ exceptions.warn('hush!') }}");
    expect(text).toBe('');
    expect(heard.events).toEqual([{ name: 'JinjaLogWarning', code: 'I061', level: 'warn', msg: '*****!' }]);
  });
});

describe('what is new in each run', () => {
  it.each([
    [
      'run_started_at',
      '{{ run_started_at }} {{ run_started_at.tzinfo }}',
      '2026-11-22 15:14:15.231249+00:00 UTC',
    ],
    ['invocation_id', '{{ invocation_id }}', 'an-id'],
    ['invocation_args_dict', '{{ invocation_args_dict.which }}', 'run'],
    ['dbt_metadata_envs', '{{ dbt_metadata_envs }}', "{'TEAM': 'data'}"],
    ['datetime.datetime.now', '{{ modules.datetime.datetime.now().year > 2000 }}', 'True'],
    ['datetime.date.today', '{{ modules.datetime.date.today().year > 2000 }}', 'True'],
  ])('%s', (name, template, expected) => {
    const { text, heard } = render(template);
    expect(text).toBe(expected);
    expect(heard.reads).toEqual([['volatile', name, undefined]]);
  });

  it('other parts of modules are not', () => {
    expect(
      render('{{ modules.datetime.date(2020, 1, 1) }}{{ modules.re.sub("a", "b", "a") }}').heard.reads,
    ).toEqual([]);
  });
});

describe('helpers', () => {
  it('try_or_compiler_error', () => {
    const failing = "{% macro f(x) %}{{ exceptions.raise_database_error('inner') }}{% endmacro %}";
    const problem = problemOf(`${failing}{{ try_or_compiler_error('outer', f, 1) }}`);
    expect([problem.kind, problem.message, problem.notes]).toEqual(['compilation', 'outer', ['inner']]);
    expect(
      render("{% macro f(x) %}<{{ x }}>{% endmacro %}{{ try_or_compiler_error('no', f, x=1) }}").text,
    ).toBe('<1>');
  });

  it('validation.any', () => {
    expect(render("{{ validation.any('a', 1)('a') }}").text).toBe('None');
    expect(problemOf("{{ validation.any('a', 1)('b') }}").message).toBe(
      "Expected value 'b' to be one of 'a', 1",
    );
  });

  it('fromyaml gives its default for what is no YAML', () => {
    expect(render("{{ fromyaml('a: [', 'd') }} {{ fromyaml('a: [') }}").text).toBe('d None');
    expect(render("{{ fromyaml('x') }}", { parseYaml: (text) => [text] }).text).toBe("['x']");
    expect(() => render('{{ fromyaml(5) }}')).toThrow(/takes a string, not int/);
  });

  it('dbt_version is one that packages accept', () => {
    expect(render('{{ dbt_version }}').text).toMatch(/^1\.11\.\d+$/);
  });

  it('names nothing that every object of JavaScript has', () => {
    expect(render('{{ constructor is defined }} {{ toString is defined }}').text).toBe('False False');
    expect(Object.keys(BASE_NAMES)).not.toContain('constructor');
  });
});

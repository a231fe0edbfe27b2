import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callNameMacro } from '../../../src/context/nameMacros.js';
import { createCapture } from '../../../src/context/parseContext.js';
import type { ManifestNode } from '../../../src/manifest/types.js';
import { builtinAlias } from '../../../src/parser/nodes/names.js';
import type { ParsedProject } from '../../../src/parser/parseProject.js';
import { createProject, type TemporaryProject } from './support.js';

describe('names of relations', () => {
  let project: TemporaryProject;
  let parsed: ParsedProject;
  beforeAll(() => {
    project = createProject({
      'models/a.sql': 'select 1',
      'models/deep/b.sql': "{{ config(schema=' custom ', alias=' Alias ', database='db') }}select 1",
      'models/v_v2.sql': 'select 1',
      'models/w_v3.sql': 'select 1',
      'models/s.yml':
        'models:\n  - {name: v, versions: [{v: 2}]}\n  - {name: w, versions: [{v: 3, config: {alias: w3}}]}\n',
    });
    parsed = project.parse();
  });
  afterAll(() => project.remove());

  it('are those of the built-in macros', () => {
    const names = Object.values(parsed.manifest.nodes).map((node) => node.relation_name);
    expect(names.sort()).toEqual([
      '"db"."main_custom"."Alias"',
      '"x"."main"."a"',
      '"x"."main"."v_v2"',
      '"x"."main"."w3"',
    ]);
  });

  const NODES = [
    { custom: null, node: { name: 'plain' } },
    { custom: ' given ', node: { name: 'plain' } },
    { custom: '', node: { name: 'plain', version: 2 } },
    { custom: null, node: { name: 'plain', version: 2 } },
    { custom: null, node: { name: 'plain', version: '1.5.x' } },
    { custom: null, node: { name: 'plain', version: null } },
    { custom: 'given', node: { name: 'plain', version: 2 } },
  ];
  for (const { custom, node } of NODES) {
    it(`the alias that is not asked of the macro is the macro's: ${custom} ${JSON.stringify(node)}`, () => {
      const full = {
        package_name: 'p',
        resource_type: 'model',
        config: {},
        ...node,
      } as unknown as ManifestNode;
      const asked = callNameMacro(parsed.environment, 'generate_alias_name', custom, full, createCapture());
      expect(builtinAlias(custom, full)).toBe(asked);
    });
  }

  it('follow a macro of the project for every node, whatever it looks at', () => {
    const files: Record<string, string> = {
      'macros/names.sql':
        "{% macro generate_schema_name(custom_schema_name, node) %}{{ node.fqn | join('_') }}_{{ node.config.materialized }}{% endmacro %}\n" +
        "{% macro generate_alias_name(custom_alias_name, node) %}{{ 'x' if node.name.endswith('7') else node.name | upper }}{% endmacro %}\n" +
        '{% macro generate_database_name(custom_database_name, node) %}{{ node.keys() | list | length > 5 }}{% endmacro %}',
    };
    for (let i = 0; i < 120; i++)
      files[`models/f${i % 3}/m${i}.sql`] =
        `{{ config(materialized='${i % 2 ? 'table' : 'view'}') }}select 1`;
    const many = createProject(files);
    const { nodes } = many.parse().manifest;
    many.remove();
    for (let i = 0; i < 120; i++) {
      const node = nodes[`model.p.m${i}`]!;
      expect(node.schema).toBe(`p_f${i % 3}_m${i}_${i % 2 ? 'table' : 'view'}`);
      expect(node.alias).toBe(String(i).endsWith('7') ? 'x' : `M${i}`);
      expect(node.database).toBe('True');
    }
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createQueryComment } from '../../../src/context/queryComment.js';
import type { ModelNode } from '../../../src/manifest/types.js';
import { openProject, type TestProject } from './support.js';

let opened: TestProject | undefined;

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

function open(setting: string): TestProject {
  opened = openProject({
    files: {
      'dbt_project.yml': `name: q\nprofile: proj\n${setting}\n`,
      'profiles.yml': "proj: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}\n",
      'models/b.sql': 'select 1 as b',
      'macros/qc.sql':
        "{% macro my_qc(node) %}qc {{ node.name if node else 'none' }} {{ execute }}{{ ref is defined }}{{ this is defined }}{{ graph is defined }}{{ model is defined }}{{ adapter is defined }}{{ config is defined }}{% endmacro %}",
    },
  });
  return opened;
}

function comments(setting: string) {
  const { environment, manifest } = open(setting);
  const node = manifest.nodes['model.q.b'] as ModelNode;
  return [
    createQueryComment(environment, { connectionName: 'list_memory' }),
    createQueryComment(environment, { connectionName: node.unique_id, node }),
  ];
}

// The texts are those of dbt-core 1.11's debug log for the same settings.
describe('query comments', () => {
  it('are JSON by default', () => {
    const head = '/* {"app": "dbt", "dbt_version": "1.11.16", "profile_name": "proj", "target_name": "dev", ';
    const expected = [
      { text: `${head}"connection_name": "list_memory"} */`, append: false },
      { text: `${head}"node_id": "model.q.b"} */`, append: false },
    ];
    expect(comments('')).toEqual(expected);
    expect(comments('query-comment: {append: true}')).toEqual(
      expected.map((comment) => ({ ...comment, append: true })),
    );
  });

  it('are what the project says', () => {
    const setting =
      "hello {{ connection_name }} {{ node.unique_id if node else 'nonode' }} {{ target.name }}";
    expect(comments(`query-comment: "${setting}"`).map((comment) => comment?.text)).toEqual([
      '/* hello list_memory nonode dev */',
      '/* hello model.q.b model.q.b dev */',
    ]);
  });

  it('may call macros, which see nothing of a node', () => {
    const [none, node] = comments(`query-comment: {comment: "{{ my_qc(node) }}", append: true}`);
    expect(none).toEqual({ text: '/* qc none FalseFalseFalseFalseFalseFalse */', append: true });
    expect(node).toEqual({ text: '/* qc b FalseFalseFalseFalseFalseFalse */', append: true });
  });

  it('can be turned off', () => {
    expect(comments("query-comment: ''")).toEqual([undefined, undefined]);
  });

  it('must not end themselves', () => {
    expect(() => comments('query-comment: "x */ y"')).toThrow(
      'query comment contains illegal value "*/": x */ y',
    );
  });
});

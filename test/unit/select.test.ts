import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGraph } from '../../src/graph/graph.js';
import { parseSelection } from '../../src/graph/selector/grammar.js';
import { filterByResourceType } from '../../src/graph/selector/resourceTypes.js';
import { selectIds } from '../../src/graph/selector/select.js';
import type { IndirectSelection, SelectionContext } from '../../src/graph/selector/types.js';
import { parseSelectors } from '../../src/graph/selector/yamlSelectors.js';
import type { Manifest } from '../../src/manifest/types.js';
import { parseYaml } from '../../src/project/yaml.js';

interface Case {
  readonly args: string[];
  readonly ids?: string[];
  readonly warnings?: string[];
  readonly error?: string;
}

const folder = join(import.meta.dirname, 'fixtures/select');
const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const manifest: Manifest = readJson('manifest.json');
const { cases }: { cases: Case[] } = readJson('cases.json');
const graph = createGraph(manifest);

/** What dbt answers with a Python exception of its own making; here it is an empty selection. */
const DIFFERENT_ON_PURPOSE = new Set(['--select path:.']);

function optionsOf(args: readonly string[]): Record<string, string[]> {
  const options: Record<string, string[]> = {};
  let current = '';
  for (const arg of args) {
    if (arg.startsWith('--')) current = arg === '--models' ? '--select' : arg;
    else options[current] = [...(options[current] ?? []), arg];
  }
  return options;
}

function selectorsWith(mode: IndirectSelection) {
  const text = readFileSync(join(folder, 'project/selectors.yml'), 'utf8');
  return parseSelectors(parseYaml(text, 'selectors.yml').value, mode, () => ({ file: 'selectors.yml' }));
}

function list(args: readonly string[]): { ids: string[]; warnings: string[] } {
  const options = optionsOf(args);
  const warnings: string[] = [];
  const context: SelectionContext = {
    manifest,
    graph,
    projectName: 'shop',
    exists: (path) => existsSync(join(folder, 'project', path)),
    onNothingFound: (raw) => warnings.push(raw),
  };
  const mode = (options['--indirect-selection']?.[0] ?? 'eager') as IndirectSelection;
  const named = options['--selector']?.[0];
  const expression =
    named === undefined
      ? parseSelection(options['--select'] ?? [], options['--exclude'] ?? [], mode)
      : selectorsWith(mode).get(named)!.expression;
  const ids = filterByResourceType(selectIds(expression, context), manifest, 'list', {
    include: args.includes('--models') ? ['model'] : options['--resource-type'],
    exclude: options['--exclude-resource-type'],
  });
  return { ids: [...ids].sort(), warnings };
}

describe('selection agrees with dbt ls', () => {
  for (const golden of cases) {
    const name = golden.args.join(' ');
    if (DIFFERENT_ON_PURPOSE.has(name)) continue;
    it(name === '' ? '(everything)' : name, () => {
      if (golden.error !== undefined) {
        expect(() => list(golden.args)).toThrow();
        return;
      }
      const { ids, warnings } = list(golden.args);
      expect(ids).toEqual(golden.ids);
      expect(warnings).toEqual((golden.warnings ?? []).filter((warning) => warning !== 'no nodes selected'));
    });
  }
});

describe('selectors.yml', () => {
  const parse = (definition: string) =>
    parseSelectors(
      parseYaml(
        `selectors:\n  - {name: first, definition: a}\n  - name: s\n    definition: ${definition}`,
        'selectors.yml',
      ).value,
      'eager',
      (index) => ({ file: 'selectors.yml', line: index + 2 }),
    );

  // Each of these dbt refuses too.
  it.each([
    ['[a, b]', 'is a list'],
    ['{union: [a], intersection: [b]}', 'found union, intersection'],
    ['{union: [a], method: tag}', 'found union, method'],
    ['{method: tag}', "'method' is not a valid method name"],
    ['{method: nope, value: x}', "'nope' is not a valid method name"],
    ['{union: [{exclude: [a]}, {exclude: [b]}, c]}', "only one 'exclude'"],
    ['{union: a}', 'must be a list'],
    ['{intersection: [a, {exclude: a}]}', 'must be a list'],
    ['{method: selector, value: missing}', "no selector 'missing'"],
    ['{a: 1, b: 2}', "'method' and 'value', but got a, b"],
    ['{method: fqn, value: [a, b]}', 'must be a text'],
  ])('refuses %s', (definition, message) => {
    expect(() => parse(definition)).toThrow(message);
  });

  it('says what was meant, and where', () => {
    expect(() => parse('{method: selector, value: firs}')).toThrow(
      expect.objectContaining({ hint: "Did you mean 'first'?", place: { file: 'selectors.yml', line: 3 } }),
    );
  });

  it('keeps definitions in the form of manifest.json', () => {
    const definitions = Object.fromEntries(
      [...selectorsWith('eager').values()].map(({ name, definition }) => [name, definition]),
    );
    const recorded = Object.entries(manifest.selectors).map(([name, selector]) => [
      name,
      selector.definition,
    ]);
    expect(definitions).toEqual(Object.fromEntries(recorded));
  });

  it('has one default at most', () => {
    const entry = (name: string) => ({ name, definition: 'a', default: true });
    const content = { selectors: [entry('one'), entry('two')] };
    expect(() => parseSelectors(content, 'eager', () => ({ file: 'f' }))).toThrow('one, two');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGraph } from '../../src/graph/graph.js';
import { parseSelection } from '../../src/graph/selector/grammar.js';
import { filterByResourceType } from '../../src/graph/selector/resourceTypes.js';
import { selectIds } from '../../src/graph/selector/select.js';
import type { IndirectSelection, SelectionContext } from '../../src/graph/selector/types.js';
import type { Manifest } from '../../src/manifest/types.js';

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
  const expression = parseSelection(options['--select'] ?? [], options['--exclude'] ?? [], mode);
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

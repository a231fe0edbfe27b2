import type { GraphNode, TestNode, UnitTest } from '../../manifest/types.js';
import type { SiteTest } from '../siteData.js';
import { isGenericTest } from './members.js';
import type { SiteInput } from './siteInput.js';

/** From bad to good. */
const STATUSES = ['error', 'runtime error', 'fail', 'warn', 'skipped', 'pass', 'success'];

/** The worst of the last results of these tests; undefined when none has run. */
export function worstStatus({ results }: SiteInput, tests: readonly GraphNode[]): string | undefined {
  let worst = STATUSES.length;
  for (const { unique_id } of tests) {
    const status = results.nodes.get(unique_id)?.status;
    const rank = status === undefined ? -1 : STATUSES.indexOf(status);
    if (rank >= 0 && rank < worst) worst = rank;
  }
  return STATUSES[worst];
}

/** The tests of a resource with what became of them last. */
export function testRecords(input: SiteInput, tests: readonly GraphNode[]): SiteTest[] {
  return tests.map((node) => {
    const result = input.results.nodes.get(node.unique_id);
    const test = node as TestNode | UnitTest;
    return {
      id: node.unique_id,
      label: testLabel(node),
      column: (node as TestNode).column_name ?? null,
      severity: String((test.config as { severity?: unknown }).severity ?? 'error').toLowerCase(),
      description: test.description ?? '',
      status: result?.status ?? null,
      failures: result?.failures ?? null,
      message: result?.message ?? null,
      at: result?.at ?? null,
      code: isGenericTest(node) ? ((node as TestNode).compiled_code ?? null) : null,
      page: !isGenericTest(node),
    };
  });
}

/** `unique`, `accepted_values (values: …)`, or the name of a test that is no generic one. */
function testLabel(node: GraphNode): string {
  if (!isGenericTest(node)) return node.name;
  const { name, namespace, kwargs } = node.test_metadata!;
  if (name === 'relationships') return `${name} → ${refName(kwargs['to'])}.${String(kwargs['field'])}`;
  const shown = Object.entries(kwargs)
    .filter(([key]) => key !== 'model' && key !== 'column_name')
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const title = namespace ? `${namespace}.${name}` : name;
  return shown.length === 0 ? title : `${title} (${shown.join(', ')})`;
}

/** `orders` of `ref('orders')`, `shop.orders` of `source('shop', 'orders')`. */
function refName(target: unknown): string {
  const names = [...String(target).matchAll(/['"]([^'"]+)['"]/g)].map(([, name]) => name);
  return names.length === 0 ? String(target) : names.join('.');
}

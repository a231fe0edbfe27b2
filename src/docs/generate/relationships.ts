import type { GraphNode, TestNode } from '../../manifest/types.js';
import type { SiteEntity, SiteRelationships } from '../siteData.js';
import { columnsOf } from './columnRecords.js';
import { linkTo, type MemberNode, type Members } from './members.js';
import type { SiteInput } from './siteInput.js';

interface Draft {
  readonly node: MemberNode;
  /** Column in lower case to the name as written and what it is. */
  readonly keys: Map<string, { name: string; role: SiteEntity['keys'][number]['role'] }>;
}

/** Entities and relations as the project's relationship tests tell them. */
export function createRelationships(input: SiteInput, members: Members): SiteRelationships {
  const drafts = new Map<string, Draft>();
  const indexes = new Map<string, number>();
  const edges: SiteRelationships['edges'][number][] = [];
  const entity = (node: MemberNode): Draft => {
    let draft = drafts.get(node.unique_id);
    if (draft === undefined) {
      draft = { node, keys: new Map() };
      indexes.set(node.unique_id, drafts.size);
      drafts.set(node.unique_id, draft);
    }
    return draft;
  };
  for (const node of members.nodes) {
    for (const test of members.testsOf.get(node.unique_id) ?? []) {
      const found = relationshipOf(test, node, members);
      if (found === undefined) continue;
      const { column, field, target } = found;
      mark(entity(node), column, 'foreign');
      mark(entity(target), field, isUnique(members, target, field) ? 'primary' : 'other');
      edges.push({
        from: indexes.get(node.unique_id)!,
        fromColumn: column,
        to: indexes.get(target.unique_id)!,
        toColumn: field,
        status: input.results.nodes.get(test.unique_id)?.status ?? null,
      });
    }
  }
  return { entities: [...drafts.values()].map((draft) => entityOf(input, members, draft)), edges };
}

function relationshipOf(
  test: GraphNode,
  node: MemberNode,
  members: Members,
): { column: string; field: string; target: MemberNode } | undefined {
  const { test_metadata: metadata, depends_on: dependsOn } = test as Partial<TestNode>;
  if (metadata?.name !== 'relationships') return undefined;
  const { column_name: column, field } = metadata.kwargs;
  // Of the two that the test reads, the other one is the target; a table may also refer to itself.
  const others = (dependsOn?.nodes ?? []).filter((id) => id !== node.unique_id);
  const at = members.indexOf.get(others[0] ?? node.unique_id);
  if (typeof column !== 'string' || typeof field !== 'string' || at === undefined) return undefined;
  return { column, field, target: members.nodes[at]! };
}

function mark({ keys }: Draft, name: string, role: SiteEntity['keys'][number]['role']): void {
  const key = name.toLowerCase();
  const known = keys.get(key);
  if (known === undefined || (known.role !== 'primary' && role === 'primary')) keys.set(key, { name, role });
}

function isUnique(members: Members, node: MemberNode, column: string): boolean {
  return uniqueColumns(members, node).some((name) => name.toLowerCase() === column.toLowerCase());
}

function uniqueColumns(members: Members, node: MemberNode): string[] {
  return (members.testsOf.get(node.unique_id) ?? []).flatMap((test) => {
    const { test_metadata: metadata } = test as Partial<TestNode>;
    const column = metadata?.kwargs['column_name'];
    return metadata?.name === 'unique' && typeof column === 'string' ? [column] : [];
  });
}

function entityOf(input: SiteInput, members: Members, draft: Draft): SiteEntity {
  for (const column of uniqueColumns(members, draft.node)) mark(draft, column, 'primary');
  const columns = columnsOf(input, draft.node);
  const typeOf = (name: string): string =>
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.type ?? '';
  const order = { primary: 0, foreign: 1, other: 2 };
  return {
    link: linkTo(draft.node),
    columnCount: columns.length,
    keys: [...draft.keys.values()]
      .sort((a, b) => order[a.role] - order[b.role])
      .map(({ name, role }) => ({ name, type: typeOf(name), role })),
  };
}

/** One place in which two manifests differ; `path` is like `nodes/model.shop.orders/config/tags`. */
export interface Difference {
  readonly path: string;
  readonly dbt: string;
  readonly xform: string;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** JSON whose floats (1.0, 2.5) become text, so that 1 and 1.0 differ. */
export function parseExactly(text: string): Json {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') || /^-?\d+$/.test(token) ? token : `"<float ${token}>"`,
  );
  return JSON.parse(marked) as Json;
}

const VOLATILE = new Set(['created_at']);
const VOLATILE_METADATA = new Set([
  'generated_at',
  'invocation_id',
  'invocation_started_at',
  'run_started_at',
  'user_id',
]);
/** dbt collects the sources of a model in a set: their order, and that of what follows from it, is chance. */
const UNORDERED = new Set(['sources', 'nodes']);
const INTERNAL = new Set(['dbt', 'dbt_duckdb']);
/** Sections whose records show their fields in dbt's order. */
const ORDERED = new Set([
  'nodes',
  'sources',
  'macros',
  'exposures',
  'groups',
  'docs',
  'unit_tests',
  'functions',
]);

/** All differences between the golden manifest and ours; `root` is our project's folder. */
export function compareManifests(golden: string, ours: string, root: string): Difference[] {
  const differences: Difference[] = [];
  const left = parseExactly(golden) as Record<string, Record<string, Json>>;
  const right = parseExactly(ours.replaceAll(root, '<root>')) as Record<string, Record<string, Json>>;
  const report = (path: string, dbt: Json | undefined, xform: Json | undefined) =>
    differences.push({
      path,
      dbt: JSON.stringify(dbt) ?? '(none)',
      xform: JSON.stringify(xform) ?? '(none)',
    });
  const compare = (path: string, a: Json | undefined, b: Json | undefined): void => {
    if (isRecord(a) && isRecord(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        const isSet = UNORDERED.has(key);
        if (!VOLATILE.has(key))
          compare(`${path}/${key}`, isSet ? sorted(a[key]) : a[key], isSet ? sorted(b[key]) : b[key]);
      }
    } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.some(isRecord)) {
      a.forEach((item, i) => {
        compare(`${path}/${i}`, item, b[i]);
      });
    } else if (JSON.stringify(a) !== JSON.stringify(b)) report(path, a, b);
  };
  for (const section of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const [a, b] = [own(section, left[section] ?? {}), own(section, right[section] ?? {})];
    for (const id of new Set([...Object.keys(a), ...Object.keys(b)])) {
      compare(`${section}/${id}`, a[id], b[id]);
      if (ORDERED.has(section)) compareOrder(`${section}/${id}`, a[id], b[id], report);
    }
  }
  const order = [Object.keys(left), Object.keys(right)] as const;
  if (order[0].join() !== order[1].join()) report('(order)', order[0], order[1]);
  return differences;
}

function compareOrder(
  path: string,
  a: Json | undefined,
  b: Json | undefined,
  report: (path: string, a: Json, b: Json) => void,
): void {
  if (!isRecord(a) || !isRecord(b)) return;
  const [x, y] = [Object.keys(a), Object.keys(b)].map((keys) => keys.filter((key) => !VOLATILE.has(key)));
  if (x!.join() !== y!.join()) report(`${path}/(order)`, x!, y!);
}

function own(section: string, part: Record<string, Json>): Record<string, Json> {
  if (section === 'metadata') {
    return Object.fromEntries(Object.entries(part).filter(([key]) => !VOLATILE_METADATA.has(key)));
  }
  const entries = Object.entries(part).filter(([id]) => !INTERNAL.has(id.split('.')[1] ?? ''));
  // Members of a group stand in the order in which nodes were found, which says nothing.
  const sorted =
    section === 'group_map' ? entries.map(([id, ids]) => [id, [...(ids as string[])].sort()]) : entries;
  return Object.fromEntries(sorted as [string, Json][]);
}

function sorted(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return value;
  return [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { SiteLink } from '../../siteData.js';
import { Code } from '../components/Code.js';
import { ResourceLink } from '../components/ResourceLink.js';
import type { ColumnGraph, ColumnKey, ColumnNode } from '../data/columnGraph.js';
import { addressOf } from '../routes.js';

interface HopListProps {
  readonly graph: ColumnGraph;
  readonly start: ColumnKey;
  /** Hops that the drawing shows. */
  readonly hops: readonly (readonly [ColumnKey, ColumnKey])[];
}

/** The same hops in words, with whole expressions, and what decides on the rows. */
export function HopList({ graph, start, hops }: HopListProps) {
  const made = new Map<ColumnKey, ColumnKey[]>();
  for (const [from, to] of hops) made.set(to, [...(made.get(to) ?? []), from]);
  const influences = graph.influences(start);
  const influenced = graph.influenced(start);
  return (
    <>
      {made.size > 0 && (
        <section class="card">
          <h2>How each column is made</h2>
          <ul class="plain hops">
            {[...made].map(([to, sources]) => (
              <li key={to}>
                <ColumnName node={graph.node(to)} />
                <span class="muted"> from </span>
                {sources.map((from, i) => (
                  <span key={from}>
                    {i > 0 && ', '}
                    <ColumnName node={graph.node(from)} />{' '}
                    <span class={`tag kind-${graph.kindOf(from, to)}`}>{graph.kindOf(from, to)}</span>
                  </span>
                ))}
                <Expression node={graph.node(to)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {influences.length > 0 && (
        <section class="card">
          <h2>What decides on its rows</h2>
          <ul class="plain">
            {influences.map(({ from, kind }) => (
              <li key={`${from.key} ${kind}`} class="row">
                <span class="tag">{kind}</span>
                <ColumnName node={from} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {influenced.length > 0 && <Influenced list={influenced} />}
    </>
  );
}

function Expression({ node: { lineage, unknown } }: { node: ColumnNode }) {
  if (unknown !== undefined) return <p class="muted">unknown: {unknown}</p>;
  if (lineage?.expression === undefined) return null;
  return (
    <div class="expression">
      <Code code={lineage.expression} language="sql" inline />
    </div>
  );
}

function Influenced({ list }: { list: readonly { readonly link: SiteLink; readonly kind: string }[] }) {
  return (
    <section class="card">
      <h2>Whose rows it decides on</h2>
      <ul class="plain">
        {list.map(({ link, kind }) => (
          <li key={`${link[0]} ${kind}`} class="row">
            <span class="tag">{kind}</span>
            <ResourceLink link={link} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ColumnName({ node: { link, name } }: { node: ColumnNode }) {
  return (
    <a href={addressOf({ page: 'column', id: link[0], column: name })}>
      <code>
        {link[1]}.{name}
      </code>
    </a>
  );
}

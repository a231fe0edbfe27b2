interface MetaListProps {
  readonly meta: Readonly<Record<string, unknown>>;
  /** Beside a column instead of as a section. */
  readonly small?: boolean;
}

/** What the project says in `meta`, key by key. */
export function MetaList({ meta, small = false }: MetaListProps) {
  const entries = Object.entries(meta);
  if (entries.length === 0) return null;
  const list = (
    <dl class="meta">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
  if (small) return list;
  return (
    <section class="card">
      <h2>Meta</h2>
      {list}
    </section>
  );
}

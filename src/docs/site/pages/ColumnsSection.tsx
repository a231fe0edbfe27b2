import { useEffect, useRef } from 'preact/hooks';
import type { SiteColumn, SiteResource } from '../../siteData.js';
import { Empty } from '../components/Empty.js';
import { Markdown } from '../components/Markdown.js';
import { Status } from '../components/Status.js';
import { addressOf } from '../routes.js';
import { MetaList } from './MetaList.js';

interface ColumnsSectionProps {
  readonly resource: SiteResource;
  /** The column that the address names. */
  readonly marked: string | undefined;
}

const WITH_COLUMNS = new Set(['model', 'seed', 'snapshot', 'source']);

export function ColumnsSection({ resource, marked }: ColumnsSectionProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => row.current?.scrollIntoView({ block: 'center' }), [marked]);
  if (!WITH_COLUMNS.has(resource.type) && resource.columns.length === 0) return null;
  const same = (name: string): boolean => name.toLowerCase() === marked?.toLowerCase();
  return (
    <section id="columns" class="card">
      <h2>
        Columns <span class="muted">{resource.columns.length || ''}</span>
      </h2>
      {resource.columns.length === 0 ? (
        <Empty title="No columns are known">
          Build the resource and generate the documentation again, or describe its columns.
        </Empty>
      ) : (
        <table class="columns">
          <thead>
            <tr>
              <th>Column</th>
              <th>Type</th>
              <th>Description</th>
              <th>Tests</th>
            </tr>
          </thead>
          <tbody>
            {resource.columns.map((column) => (
              <tr
                key={column.name}
                ref={same(column.name) ? row : undefined}
                class={same(column.name) ? 'marked' : undefined}
              >
                <th scope="row">
                  <a
                    class="column-name"
                    href={addressOf({ page: 'column', id: resource.id, column: column.name })}
                    title={
                      column.traced ? 'Where it comes from and goes to' : 'Where it comes from is not known'
                    }
                  >
                    {column.name}
                  </a>
                </th>
                <td>
                  <code class="column-type">{column.type ?? ''}</code>
                </td>
                <td>
                  <ColumnText column={column} />
                </td>
                <td>
                  <ColumnTests resource={resource} column={column} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ColumnText({ column }: { column: SiteColumn }) {
  return (
    <>
      {column.description !== '' && <Markdown text={column.description} />}
      {column.constraints.map((text) => (
        <span key={text} class="tag">
          {text}
        </span>
      ))}
      {column.tags.map((tag) => (
        <span key={tag} class="tag">
          {tag}
        </span>
      ))}
      <MetaList meta={column.meta} small />
    </>
  );
}

function ColumnTests({ resource, column }: { resource: SiteResource; column: SiteColumn }) {
  const tests = resource.tests.filter((test) => test.column?.toLowerCase() === column.name.toLowerCase());
  return (
    <ul class="plain column-tests">
      {tests.map((test) => (
        <li key={test.id} title={test.message ?? undefined}>
          <Status status={test.status} /> <span>{test.label}</span>
        </li>
      ))}
    </ul>
  );
}

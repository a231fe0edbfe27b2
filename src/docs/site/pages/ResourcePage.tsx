import { useEffect, useState } from 'preact/hooks';
import type { SiteLink, SiteResource } from '../../siteData.js';
import { Async } from '../components/Async.js';
import { Empty } from '../components/Empty.js';
import { agoText, dateText, secondsText } from '../components/formats.js';
import { Markdown } from '../components/Markdown.js';
import { ResourceLink } from '../components/ResourceLink.js';
import { Status } from '../components/Status.js';
import { TypeDot, typeName } from '../components/TypeDot.js';
import { useData } from '../components/useData.js';
import { loadResource } from '../data/resources.js';
import { addressOf, type Route } from '../routes.js';
import { CodeSection } from './CodeSection.js';
import { ColumnsSection } from './ColumnsSection.js';
import { MetaList } from './MetaList.js';
import { TestsSection } from './TestsSection.js';

type ResourceRoute = Extract<Route, { page: 'resource' }>;

export function ResourcePage({ route }: { route: ResourceRoute }) {
  const loaded = useData(() => loadResource(route.id), [route.id]);
  return (
    <Async of={loaded}>
      {(resource) =>
        resource === undefined ? (
          <Empty title="There is no such resource">
            <code>{route.id}</code> is not part of this project (any more). Press <kbd>/</kbd> to search.
          </Empty>
        ) : (
          <Resource resource={resource} route={route} />
        )
      }
    </Async>
  );
}

/** Types that the graph shows. */
const WITHOUT_GRAPH = new Set(['macro']);

function Resource({ resource, route }: { resource: SiteResource; route: ResourceRoute }) {
  useEffect(() => {
    document.getElementById(route.tab ?? '')?.scrollIntoView();
  }, [route.tab]);
  return (
    <article class="page">
      <header class="page-head">
        <div class="kicker">
          <TypeDot type={resource.type} /> {typeName(resource.type)} · {resource.package}
        </div>
        <h1>{resource.label}</h1>
        {resource.relation !== null && <code class="relation">{resource.relation}</code>}
        <div class="actions">
          {!WITHOUT_GRAPH.has(resource.type) && (
            <a class="button" href={addressOf({ page: 'graph', focus: resource.id })}>
              Show in graph
            </a>
          )}
          {resource.tests.some(({ label }) => label.startsWith('relationships')) && (
            <a class="button" href={addressOf({ page: 'diagram', focus: resource.id })}>
              Show in diagram
            </a>
          )}
          {resource.url !== null && (
            <a class="button" href={resource.url} target="_blank" rel="noopener noreferrer">
              Open {resource.type}
            </a>
          )}
        </div>
      </header>
      <Facts resource={resource} />
      <section id="description" class="card">
        {resource.description === '' ? (
          <Empty title="Not described yet">
            Add a <code>description</code> in a properties file beside <code>{resource.path}</code>.
          </Empty>
        ) : (
          <Markdown text={resource.description} />
        )}
      </section>
      {resource.arguments.length > 0 && <Arguments list={resource.arguments} />}
      <ColumnsSection resource={resource} marked={route.column} />
      <TestsSection resource={resource} />
      <Neighbours resource={resource} />
      <CodeSection resource={resource} />
      <MetaList meta={resource.meta} />
    </article>
  );
}

function Facts({ resource }: { resource: SiteResource }) {
  const { lastRun, freshness } = resource;
  return (
    <dl class="facts">
      {resource.facts.map(([label, text]) => (
        <Fact key={label} label={label}>
          {text}
        </Fact>
      ))}
      {resource.owners.map(({ from, text }) => (
        <Fact key={`${from} ${text}`} label={from === 'owner' ? 'Owner' : `Owner (${from})`}>
          {text}
        </Fact>
      ))}
      {resource.stats.map(({ label, text, description }) => (
        <Fact key={label} label={label} title={description}>
          {text}
        </Fact>
      ))}
      {lastRun !== null && (
        <Fact label="Last run" title={lastRun.message ?? ''}>
          <Status status={lastRun.status} /> {lastRun.at !== null && <Time iso={lastRun.at} />} in{' '}
          {secondsText(lastRun.seconds)}
        </Fact>
      )}
      {freshness !== null && (
        <Fact label="Freshness" title={freshness.message ?? ''}>
          {freshness.status === null ? 'not checked' : <Status status={freshness.status} />}
          {freshness.maxLoadedAt !== null && (
            <>
              {' newest row '}
              <Time iso={freshness.maxLoadedAt} />
            </>
          )}
          <span class="muted">
            {freshness.warnAfter !== null && ` warn after ${freshness.warnAfter}`}
            {freshness.errorAfter !== null && ` error after ${freshness.errorAfter}`}
          </span>
        </Fact>
      )}
      <Fact label="File">
        <code>
          {resource.path.split('/').map((part, i) => (
            <>
              {i > 0 && '/'}
              {i > 0 && <wbr />}
              {part}
            </>
          ))}
        </code>
      </Fact>
      {resource.tags.length > 0 && (
        <Fact label="Tags">
          {resource.tags.map((tag) => (
            <a key={tag} class="tag" href={addressOf({ page: 'graph', select: `tag:${tag}` })}>
              {tag}
            </a>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({
  label,
  title,
  children,
}: {
  label: string;
  title?: string;
  children: preact.ComponentChildren;
}) {
  return (
    <div class="fact" title={title || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Time({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={dateText(iso)}>
      {agoText(iso)}
    </time>
  );
}

function Arguments({ list }: { list: SiteResource['arguments'] }) {
  return (
    <section class="card">
      <h2>Arguments</h2>
      <dl class="arguments">
        {list.map(({ name, type, description }) => (
          <div key={name}>
            <dt>
              <code>{name}</code> <span class="muted">{type}</span>
            </dt>
            <dd>
              <Markdown text={description} inline />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Neighbours({ resource }: { resource: SiteResource }) {
  const { dependsOn, referencedBy, macros, type } = resource;
  return (
    <section id="lineage" class="columns-2">
      <LinkList title="Depends on" links={dependsOn} none="Nothing: this is where data comes in." />
      <LinkList
        title={type === 'macro' ? 'Called by' : 'Referenced by'}
        links={referencedBy}
        none="Nothing refers to it."
      />
      {macros.length > 0 && <LinkList title="Macros" links={macros} none="" />}
    </section>
  );
}

/** A list that is longer shows so many until all are asked for. */
const LINKS_AT_ONCE = 30;

function LinkList({ title, links, none }: { title: string; links: readonly SiteLink[]; none: string }) {
  const [all, setAll] = useState(false);
  const shown = all || links.length <= LINKS_AT_ONCE + 5 ? links : links.slice(0, LINKS_AT_ONCE);
  return (
    <div class="card">
      <h2>
        {title} <span class="muted">{links.length > 0 && links.length}</span>
      </h2>
      {links.length === 0 ? (
        <p class="muted">{none}</p>
      ) : (
        <ul class="plain link-list">
          {shown.map((link) => (
            <li key={link[0]}>
              <ResourceLink link={link} />
            </li>
          ))}
        </ul>
      )}
      {shown.length < links.length && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          Show all {links.length}
        </button>
      )}
    </div>
  );
}

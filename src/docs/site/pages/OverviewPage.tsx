import { countText } from '../../../util/countText.js';
import type { SiteOverview } from '../../siteData.js';
import { Empty } from '../components/Empty.js';
import { agoText, dateText } from '../components/formats.js';
import { Markdown } from '../components/Markdown.js';
import { ResourceLink } from '../components/ResourceLink.js';
import { Status } from '../components/Status.js';
import { typeName } from '../components/TypeDot.js';
import { addressOf } from '../routes.js';

const PLURALS: Readonly<Record<string, string>> = {
  analysis: 'analyses',
  saved_query: 'saved queries',
};

export function OverviewPage({ overview }: { overview: SiteOverview }) {
  return (
    <article class="page">
      <h1>{overview.project}</h1>
      <p class="lead">
        {overview.adapter} project, documented{' '}
        <time dateTime={overview.generatedAt} title={dateText(overview.generatedAt)}>
          {agoText(overview.generatedAt)}
        </time>
      </p>
      <ul class="counts">
        {Object.entries(overview.counts).map(([type, count]) => (
          <li key={type}>
            <Count type={type} count={count} />
          </li>
        ))}
      </ul>
      <Meters overview={overview} />
      {overview.readme !== null && (
        <section class="card readme">
          <Markdown text={overview.readme} />
        </section>
      )}
      <div class="columns-2">
        <Layers overview={overview} />
        <Exposures overview={overview} />
      </div>
      <Failing overview={overview} />
      <Groups overview={overview} />
      <UnknownLineage overview={overview} />
      {Object.entries(overview.packageReadmes).map(([name, text]) => (
        <section key={name} class="card readme">
          <h2>Package {name}</h2>
          <Markdown text={text} />
        </section>
      ))}
      <footer class="page-foot">
        Made by xform {overview.version}. Works offline; nothing is sent anywhere.
      </footer>
    </article>
  );
}

/** Generic tests are counted with their results: they have no page. */
const NAMES: Readonly<Record<string, string>> = { test: 'singular test' };

/** So many of a type, with the way to them; the graph does not show macros. */
function Count({ type, count }: { type: string; count: number }) {
  const name = NAMES[type] ?? typeName(type);
  const content = (
    <>
      <strong>{count.toLocaleString('en-US')}</strong>
      <span>{count === 1 ? name : (PLURALS[type] ?? `${name}s`)}</span>
    </>
  );
  if (type === 'macro') return <div>{content}</div>;
  return <a href={addressOf({ page: 'graph', select: `resource_type:${type}` })}>{content}</a>;
}

function Meters({ overview: { documented, lineage, tests } }: { overview: SiteOverview }) {
  const passed = (tests.byStatus['pass'] ?? 0) + (tests.byStatus['success'] ?? 0);
  return (
    <div class="meters">
      <Meter label="Models described" part={documented.described} whole={documented.models} />
      <Meter label="Columns described" part={documented.describedColumns} whole={documented.columns} />
      {lineage && <Meter label="Columns traced" part={lineage.known} whole={lineage.columns} />}
      <Meter
        label={tests.lastRun === null ? 'Tests passed' : `Tests passed, ${agoText(tests.lastRun)}`}
        part={passed}
        whole={tests.total}
      />
    </div>
  );
}

function Meter({ label, part, whole }: { label: string; part: number; whole: number }) {
  const percent = whole === 0 ? 0 : Math.floor((part / whole) * 100);
  return (
    <div class="meter">
      <span class="meter-label">{label}</span>
      <span class="meter-value">
        {whole === 0 ? '–' : `${percent} %`} <small>{whole === 0 ? '' : `${part} of ${whole}`}</small>
      </span>
      <progress max={100} value={percent} aria-label={label} />
    </div>
  );
}

function Layers({ overview: { layers } }: { overview: SiteOverview }) {
  return (
    <section class="card">
      <h2>Layers</h2>
      <ul class="plain">
        {layers.map(({ name, count }) => (
          <li key={name} class="row">
            <a href={addressOf({ page: 'graph', select: name === 'models' ? 'resource_type:model' : name })}>
              {name}
            </a>
            <span class="muted">{countText(count, 'model')}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href="#/graph">Open the graph</a>
      </p>
    </section>
  );
}

function Exposures({ overview: { exposures } }: { overview: SiteOverview }) {
  return (
    <section class="card">
      <h2>Used by</h2>
      {exposures.length === 0 ? (
        <Empty title="No exposures yet">
          Declare dashboards and applications as <code>exposures</code> to see here what the data is for.
        </Empty>
      ) : (
        <ul class="plain">
          {exposures.map(({ link, kind, owner }) => (
            <li key={link[0]} class="row">
              <ResourceLink link={link} />
              <span class="muted">{[kind, owner].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Failing({ overview: { tests } }: { overview: SiteOverview }) {
  if (tests.failing.length === 0) return null;
  return (
    <section class="card">
      <h2>Tests that need a look</h2>
      <ul class="plain">
        {tests.failing.map(({ name, status, message, link }) => (
          <li key={name} class="row">
            <Status status={status} />
            <span class="grow">
              <code>{name}</code>
              {message && <span class="muted"> {message}</span>}
            </span>
            {link && <ResourceLink link={link} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Groups({ overview: { groups } }: { overview: SiteOverview }) {
  if (groups.length === 0) return null;
  return (
    <section class="card">
      <h2>Groups</h2>
      <ul class="plain">
        {groups.map(({ name, owner, count, description }) => (
          <li key={name} class="row">
            <a href={addressOf({ page: 'graph', select: `group:${name}` })}>{name}</a>
            <span class="grow muted">
              {owner} {description && <Markdown text={description} inline />}
            </span>
            <span class="muted">{countText(count, 'resource')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UnknownLineage({ overview: { lineage } }: { overview: SiteOverview }) {
  if (lineage === undefined || lineage.unknownTotal === 0) return null;
  return (
    <section class="card">
      <details>
        <summary>
          {countText(lineage.unknownTotal, 'resource')} with columns that could not be traced wholly
        </summary>
        <ul class="plain">
          {lineage.unknown.map(({ link, reason }) => (
            <li key={link[0]} class="row">
              <ResourceLink link={link} />
              <span class="muted grow">{reason}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

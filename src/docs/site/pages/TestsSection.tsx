import { countText } from '../../../util/countText.js';
import type { SiteResource, SiteTest } from '../../siteData.js';
import { Code } from '../components/Code.js';
import { agoText } from '../components/formats.js';
import { Markdown } from '../components/Markdown.js';
import { Status } from '../components/Status.js';
import { addressOf } from '../routes.js';

/** All tests of the resource, with what became of them last and their SQL. */
export function TestsSection({ resource }: { resource: SiteResource }) {
  if (resource.tests.length === 0) return null;
  return (
    <section id="tests" class="card">
      <h2>
        Tests <span class="muted">{resource.tests.length}</span>
      </h2>
      <ul class="plain tests">
        {resource.tests.map((test) => (
          <li key={test.id}>
            <Test test={test} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Test({ test }: { test: SiteTest }) {
  const head = (
    <>
      <Status status={test.status} />
      <span class="grow">
        {test.column !== null && <code>{test.column}</code>} {test.label}
        {test.severity === 'warn' && <span class="tag">warns only</span>}
      </span>
      <span class="muted">
        {test.failures !== null && test.failures > 0 && `${countText(test.failures, 'failure')} `}
        {test.at !== null && agoText(test.at)}
      </span>
    </>
  );
  if (test.page) {
    return (
      <a class="row" href={addressOf({ page: 'resource', id: test.id })}>
        {head}
      </a>
    );
  }
  return (
    <details>
      <summary class="row">{head}</summary>
      {test.description !== '' && <Markdown text={test.description} />}
      {test.message !== null && <p class="message">{test.message}</p>}
      {test.code === null ? <p class="muted">Not compiled.</p> : <Code code={test.code} language="sql" />}
    </details>
  );
}

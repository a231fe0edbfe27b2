import { useState } from 'preact/hooks';
import type { SiteResource } from '../../siteData.js';
import { Code } from '../components/Code.js';

/** What was written and what it became. */
export function CodeSection({ resource }: { resource: SiteResource }) {
  const { raw, compiled, language, type } = resource;
  const [view, setView] = useState<'raw' | 'compiled'>('raw');
  if (raw === '') return null;
  const source = language === 'sql' ? 'jinja' : language;
  return (
    <section id="code" class="card">
      <div class="section-head">
        <h2>{language === 'json' ? 'Definition' : 'Code'}</h2>
        {compiled !== null && type !== 'macro' && (
          <div class="tabs" role="tablist" aria-label="Code">
            {(['raw', 'compiled'] as const).map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                aria-selected={view === name}
                onClick={() => setView(name)}
              >
                {name === 'raw' ? 'Source' : 'Compiled'}
              </button>
            ))}
          </div>
        )}
      </div>
      {view === 'compiled' && compiled !== null ? (
        <Code code={compiled} language={language} />
      ) : (
        <Code code={raw} language={source} />
      )}
    </section>
  );
}

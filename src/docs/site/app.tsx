import { useEffect, useState } from 'preact/hooks';
import type { SiteOverview } from '../siteData.js';
import { Async } from './components/Async.js';
import { Empty } from './components/Empty.js';
import { SearchDialog } from './components/SearchDialog.js';
import { Sidebar } from './components/Sidebar.js';
import { TopBar } from './components/TopBar.js';
import { useData } from './components/useData.js';
import { loadData } from './data/loadData.js';
import { ColumnPage } from './pages/ColumnPage.js';
import { DiagramPage } from './pages/DiagramPage.js';
import { GraphPage } from './pages/GraphPage.js';
import { OverviewPage } from './pages/OverviewPage.js';
import { ResourcePage } from './pages/ResourcePage.js';
import { parseRoute, type Route } from './routes.js';

export function App() {
  const overview = useData(() => loadData('overview'), []);
  return <Async of={overview}>{(value) => <Shell overview={value} />}</Async>;
}

function Shell({ overview }: { overview: SiteOverview }) {
  const route = useRoute();
  const [searching, setSearching] = useState(false);
  const [menu, setMenu] = useState(false);
  useShortcuts(() => setSearching(true));
  useEffect(() => {
    setMenu(false);
    setSearching(false);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [route]);
  const current = route.page === 'resource' || route.page === 'column' ? route.id : undefined;
  const wide = route.page === 'graph' || route.page === 'diagram';
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <TopBar
        overview={overview}
        route={route}
        onSearch={() => setSearching(true)}
        onMenu={() => setMenu(!menu)}
        menuOpen={menu}
      />
      <div class={`frame ${wide ? 'frame-wide' : ''}`}>
        <nav class={`sidebar ${menu ? 'open' : ''}`} aria-label="Resources">
          <Sidebar overview={overview} current={current} />
        </nav>
        {menu && (
          <button type="button" class="backdrop" aria-label="Close the menu" onClick={() => setMenu(false)} />
        )}
        <main id="main" tabIndex={-1}>
          <Page route={route} overview={overview} />
        </main>
      </div>
      {searching && <SearchDialog onClose={() => setSearching(false)} />}
    </>
  );
}

function Page({ route, overview }: { route: Route; overview: SiteOverview }) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage overview={overview} />;
    case 'resource':
      return <ResourcePage key={route.id} route={route} />;
    case 'graph':
      return <GraphPage route={route} overview={overview} />;
    case 'column':
      return <ColumnPage key={`${route.id} ${route.column}`} id={route.id} column={route.column} />;
    case 'diagram':
      return <DiagramPage focus={route.focus} />;
    case 'missing':
      return (
        <Empty title="There is no such page">
          The address names “{route.address}”. <a href="#/">To the overview</a>
        </Empty>
      );
  }
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const onChange = (): void => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return route;
}

/** `/` and Ctrl-K or ⌘K open the search, `g` then a letter goes to a page. */
function useShortcuts(openSearch: () => void): void {
  useEffect(() => {
    let afterG = false;
    const onKeyDown = (event: KeyboardEvent): void => {
      const typing = (event.target as Element).closest('input, textarea, select, dialog') !== null;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openSearch();
      } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const target = afterG ? { o: '#/', g: '#/graph', d: '#/diagram' }[event.key] : undefined;
        afterG = event.key === 'g' && target === undefined;
        if (target !== undefined) location.hash = target;
        if (event.key === '/') {
          event.preventDefault();
          openSearch();
        }
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [openSearch]);
}

import type { SiteOverview } from '../../siteData.js';
import { addressOf, type Route } from '../routes.js';
import { ThemeButton } from './ThemeButton.js';

interface TopBarProps {
  readonly overview: SiteOverview;
  readonly route: Route;
  readonly menuOpen: boolean;
  readonly onSearch: () => void;
  readonly onMenu: () => void;
}

const PAGES: readonly (readonly [title: string, page: 'overview' | 'graph' | 'diagram'])[] = [
  ['Overview', 'overview'],
  ['Graph', 'graph'],
  ['Diagram', 'diagram'],
];

export function TopBar({ overview, route, menuOpen, onSearch, onMenu }: TopBarProps) {
  return (
    <header class="topbar">
      <button
        type="button"
        class="icon-button menu-button"
        aria-label="Menu"
        aria-expanded={menuOpen}
        onClick={onMenu}
      >
        ☰
      </button>
      <a class="brand" href="#/">
        <span class="logo" aria-hidden="true">
          ✕
        </span>
        <span class="brand-name">{overview.project}</span>
      </a>
      <nav class="pages" aria-label="Pages">
        {PAGES.map(([title, page]) => (
          <a key={page} href={addressOf({ page })} aria-current={route.page === page ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <button type="button" class="search-button" onClick={onSearch} aria-label="Search">
        <svg class="search-icon" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.5" />
          <path d="M10.5 10.5 14 14" />
        </svg>
        <span class="search-text">Search</span>
        <kbd>/</kbd>
      </button>
      <ThemeButton />
    </header>
  );
}

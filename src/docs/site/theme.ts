export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const KEY = 'xform-docs-theme';

/** Pages from the disk may have no storage; then the choice lasts as long as the page. */
export function savedTheme(): Theme {
  try {
    const saved = localStorage.getItem(KEY) as Theme | null;
    return saved !== null && THEMES.includes(saved) ? saved : 'auto';
  } catch {
    return 'auto';
  }
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
}

export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See savedTheme.
  }
}

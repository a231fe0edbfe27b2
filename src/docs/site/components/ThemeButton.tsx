import { useState } from 'preact/hooks';
import { applyTheme, nextTheme, savedTheme, type Theme } from '../theme.js';

const SIGNS: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' };

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  const [theme, setTheme] = useState(savedTheme);
  const change = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button
      type="button"
      class="icon-button theme-button"
      onClick={change}
      title={`Colours: ${theme}`}
      aria-label={`Colours: ${theme}. Change`}
    >
      {SIGNS[theme]}
    </button>
  );
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (found === undefined)
    console.log('skipped: there is no Chromium here (.ci/install-chromium installs it)');
  return found;
}

export function launch(executablePath: string): Promise<Browser> {
  // Chromium's own sandbox does not work for root, which builds in containers are.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page that notes everything it should not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts and of the console, dialogs, and requests to other places than the site. */
  readonly incidents: string[];
  close(): Promise<void>;
}

export async function openPage(
  browser: Browser,
  base: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const incidents: string[] = [];
  const home = base.slice(0, base.lastIndexOf('/') + 1);
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') incidents.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(data|blob):/.test(url)) incidents.push(`request: ${url}`);
  });
  return { page, incidents, close: () => context.close() };
}

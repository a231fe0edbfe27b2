import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';
import { findChromium, launch, openPage } from './chromium.js';

const executable = findChromium();

const CHILDREN = 45;
const FILES = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\n',
  'seeds/events.csv':
    'id,kind,loaded_at\n1,a,2020-01-01 10:00:00\n2,b,2020-01-02 11:30:00\n2,,2020-01-03 00:00:00\n',
  'models/hub.sql': "select id, kind from {{ source('raw', 'events') }} -- depends_on: {{ ref('events') }}",
  'models/models.yml': JSON.stringify({
    version: 2,
    sources: [
      {
        name: 'raw',
        schema: 'main',
        tables: [
          {
            name: 'events',
            loaded_at_field: 'loaded_at',
            config: {
              freshness: {
                warn_after: { count: 1, period: 'day' },
                error_after: { count: 2, period: 'day' },
              },
            },
          },
        ],
      },
    ],
    models: [
      {
        name: 'hub',
        columns: [
          { name: 'id', data_tests: ['unique'] },
          { name: 'kind', data_tests: [{ not_null: { config: { severity: 'warn' } } }] },
        ],
      },
    ],
  }),
  ...Object.fromEntries(
    Array.from({ length: CHILDREN }, (_, i) => [
      `models/children/child_${i}.sql`,
      "{{ config(materialized='ephemeral') }} select kind from {{ ref('hub') }}",
    ]),
  ),
};

describe.skipIf(executable === undefined)('results in the documentation', () => {
  const { folder, remove } = temporaryProject(FILES);
  const base = pathToFileURL(join(folder, 'target', 'site', 'index.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    expect(xform(['build'], { cwd: folder }).code).toBe(1); // hub.id is not unique
    expect(xform(['source', 'freshness'], { cwd: folder }).code).toBe(1); // long stale
    const done = xform(['docs', 'generate'], { cwd: folder });
    expect(done.code, done.text).toBe(0);
    browser = await launch(executable!);
  });
  afterAll(async () => {
    await browser?.close();
    remove();
  });

  async function withPage(hash: string, work: (page: Page) => Promise<void>): Promise<void> {
    const { page, incidents, close } = await openPage(browser, base);
    try {
      await page.goto(`${base}${hash}`);
      await page.locator('#main h1, [data-node]').first().waitFor();
      await work(page);
      expect(incidents).toEqual([]);
    } finally {
      await close();
    }
  }
  const fact = (page: Page, label: string) =>
    page
      .locator('.fact', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
      .locator('dd')
      .innerText();

  it('tell how fresh a source is, and what is expected of it', () =>
    withPage('#/resource/source.shop.raw.events', async (page) => {
      const freshness = await fact(page, 'Freshness');
      expect(freshness).toMatch(/^error/);
      expect(freshness).toContain('warn after 1 day');
      expect(freshness).toContain('error after 2 days');
      const newest = page.locator('.fact time');
      expect(await newest.first().getAttribute('datetime')).toMatch(/^2020-01-03T00:00:00/);
      expect(await fact(page, 'Rows')).toBe('3');
    }));

  it('tell what tests found last, beside the column and with their SQL', () =>
    withPage('#/resource/model.shop.hub', async (page) => {
      const row = (name: string) =>
        page.locator('tr', { has: page.getByRole('link', { name, exact: true }) });
      expect(await row('id').innerText()).toMatch(/fail\s+unique/);
      expect(await row('kind').innerText()).toMatch(/warn\s+not_null/);
      const tests = page.locator('.card', { has: page.getByRole('heading', { name: /^Tests/ }) });
      await tests.getByText(/^id\s+unique/).click();
      await tests.getByText('Got 1 result, configured to fail if != 0').first().waitFor();
      expect(await fact(page, 'Last run')).toContain('success');
    }));

  it('are summed up on the first page', () =>
    withPage('', async (page) => {
      expect(await page.getByText('Tests passed').locator('..').innerText()).toContain('0 of 2');
      await page.getByRole('link', { name: 'hub' }).first().waitFor();
    }));

  it('leave the children of a hub to be shown in steps', () =>
    withPage('#/graph?focus=model.shop.hub', async (page) => {
      const shown = () => page.locator('[data-node^="model.shop.child"]').count();
      const before = await shown();
      expect(before).toBeLessThan(CHILDREN);
      await page.getByRole('button', { name: `Show ${CHILDREN - before} children of hub` }).focus();
      await page.keyboard.press('Enter');
      await page.locator(`[data-node="model.shop.child_${CHILDREN - 1}"]`).waitFor();
      expect(await shown()).toBe(CHILDREN);
    }));
});

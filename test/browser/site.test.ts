import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xform } from '../support/cli.js';
import { findChromium, launch, openPage, type WatchedPage } from './chromium.js';
import { startServer } from './startServer.js';

const executable = findChromium();
const example = join(import.meta.dirname, '..', '..', 'example-project');

interface ManifestMaps {
  readonly parent_map: Readonly<Record<string, readonly string[]>>;
  readonly child_map: Readonly<Record<string, readonly string[]>>;
}

/** Tests and analyses are not drawn. */
const drawn = (ids: readonly string[] = []): string[] => ids.filter((id) => !/^(test|analysis)\./.test(id));

describe.skipIf(executable === undefined)('the documentation of the example project', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xform-site-'));
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  let maps: ManifestMaps;
  const bases: Record<string, string> = {};

  beforeAll(async () => {
    cpSync(example, folder, {
      recursive: true,
      filter: (path) => !/[\\/](target|logs)$|\.duckdb/.test(path),
    });
    expect(xform(['build'], { cwd: folder }).code).toBe(0);
    expect(xform(['docs', 'generate', '--static'], { cwd: folder }).code).toBe(0);
    maps = JSON.parse(readFileSync(join(folder, 'target', 'manifest.json'), 'utf8')) as ManifestMaps;
    bases['disk'] = pathToFileURL(join(folder, 'target', 'site', 'index.html')).href;
    bases['one page'] = pathToFileURL(join(folder, 'target', 'static_index.html')).href;
    server = await startServer(folder);
    bases['server'] = server.url;
    browser = await launch(executable!);
  });
  afterAll(async () => {
    await browser?.close();
    if (server !== undefined) {
      const ended = once(server.child, 'close');
      server.child.kill('SIGINT');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  async function withPage(
    where: string,
    hash: string,
    work: (page: Page) => Promise<void>,
    options: Parameters<typeof openPage>[2] = {},
  ): Promise<void> {
    const opened: WatchedPage = await openPage(browser, bases[where]!, options);
    try {
      await opened.page.goto(`${bases[where]}${hash}`);
      await work(opened.page);
      expect(opened.incidents).toEqual([]);
    } finally {
      await opened.close();
    }
  }

  const title = (page: Page, text: string) =>
    page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  const nodes = async (page: Page): Promise<string[]> => {
    await page.locator('[data-node]').first().waitFor();
    return (
      await page
        .locator('[data-node]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-node')!))
    ).sort();
  };

  for (const where of ['disk', 'server', 'one page']) {
    describe(`from ${where}`, () => {
      it('opens with the overview', () =>
        withPage(where, '', async (page) => {
          await title(page, 'shop');
          expect(await page.locator('.counts a').first().innerText()).toMatch(/13\s+models/);
          expect(await page.getByText('Tests passed').locator('..').innerText()).toContain('48 of 48');
        }));

      it('finds a model by keys alone', () =>
        withPage(where, '', async (page) => {
          await title(page, 'shop');
          await page.keyboard.press('/');
          await page.keyboard.type('daily rev');
          await page
            .getByRole('option', { name: /daily_revenue/ })
            .first()
            .waitFor();
          await page.keyboard.press('Enter');
          await title(page, 'daily_revenue');
        }));

      it('finds columns, descriptions and code', () =>
        withPage(where, '', async (page) => {
          await title(page, 'shop');
          await page.keyboard.press('Control+k');
          const hits = page.locator('#search-hits');
          await page.locator('input[type=search]').fill('first_paid_at');
          await hits.getByText('Columns (2)').waitFor();
          await page.locator('input[type=search]').fill('slowly changing');
          await hits.getByText(/Descriptions \(\d/).waitFor();
          await hits.locator('.hit-name', { hasText: 'dim_customers' }).waitFor();
          await page.locator('input[type=search]').fill('is_incremental');
          await hits.getByText('Code (1)').waitFor();
          await hits.locator('.hit-name', { hasText: 'fct_order_items' }).waitFor();
        }));

      it('follows a column through its models to the seed', () =>
        withPage(where, '#/resource/model.shop.daily_revenue', async (page) => {
          await page.getByRole('link', { name: 'revenue', exact: true }).click();
          await title(page, 'revenue');
          await page.locator('.expression', { hasText: /sum\(orders\.paid_amount\)/i }).waitFor();
          await page.getByRole('link', { name: 'column paid_amount of orders', exact: true }).click();
          await page.locator('.expression', { hasText: /^coalesce\(payments\.paid_amount, 0\)/i }).waitFor();
          await page.getByRole('link', { name: 'column paid_amount of order_payments' }).click();
          await title(page, 'paid_amount');
          await page.getByRole('link', { name: 'column amount of stg_payments' }).click();
          await title(page, 'amount');
          await page.getByRole('link', { name: 'column amount_cents of shop.payments' }).click();
          await title(page, 'amount_cents');
        }));

      it('expands the graph, and counts what is hidden', () =>
        withPage(where, '#/graph?focus=model.shop.orders', async (page) => {
          const id = 'model.shop.orders';
          const first = [id, ...drawn(maps.parent_map[id]), ...drawn(maps.child_map[id])];
          expect(await nodes(page)).toEqual([...new Set(first)].sort());
          const parent = drawn(maps.parent_map['model.shop.stg_orders']);
          await page.getByRole('button', { name: `Show ${parent.length} parents of stg_orders` }).click();
          await page.locator(`[data-node="${parent[0]}"]`).waitFor();
          expect(await nodes(page)).toEqual([...new Set([...first, ...parent])].sort());
        }));

      it('selects by the grammar of the command line', () =>
        withPage(where, '#/graph', async (page) => {
          await page.getByLabel('Select', { exact: true }).fill('+daily_revenue');
          await page.getByLabel('Exclude').fill('resource_type:seed');
          await page.getByRole('button', { name: 'Show', exact: true }).click();
          await page.waitForURL(/select=/);
          const wanted = new Set(['model.shop.daily_revenue']);
          for (const id of wanted) for (const parent of maps.parent_map[id] ?? []) wanted.add(parent);
          const expected = [...wanted].filter((id) => !id.startsWith('seed.')).sort();
          await page.getByText(`${expected.length} resources`).waitFor();
          expect(await nodes(page)).toEqual(expected);
        }));

      it('opens deep links, also those of dbt', () =>
        withPage(where, '#/resource/model.shop.orders?column=paid_amount', async (page) => {
          await title(page, 'orders');
          expect(await page.locator('tr.marked').innerText()).toContain('paid_amount');
          await page.goto(`${bases[where]}#!/source/source.shop.shop.customers`);
          await title(page, 'shop.customers');
        }));

      it('draws entities and their keys', () =>
        withPage(where, '#/diagram', async (page) => {
          const all = await nodes(page);
          expect(all).toContain('model.shop.fct_order_items');
          expect(await page.locator('.edge').count()).toBe(7);
        }));
    });
  }

  it('shows code raw and compiled', () =>
    withPage('disk', '#/resource/model.shop.orders', async (page) => {
      await page.locator('#code').getByText("{{ ref('stg_orders') }}").waitFor();
      await page.getByRole('tab', { name: 'Compiled' }).click();
      await page.locator('#code').getByText('"stg_orders"').waitFor();
    }));

  it('lists the database by schemas', () =>
    withPage('disk', '', async (page) => {
      await page.getByRole('tab', { name: 'Database' }).click();
      await page.getByRole('button', { name: /gold/ }).click();
      await page.getByRole('link', { name: 'dim_products' }).click();
      await title(page, 'dim_products');
    }));

  it('is dark when the system is, and when it is told to be', async () => {
    const brightness = (page: Page) =>
      page.evaluate(() => Number(/\d+/.exec(getComputedStyle(document.body).backgroundColor)![0]));
    await withPage('disk', '', async (page) => void expect(await brightness(page)).toBeLessThan(60), {
      colorScheme: 'dark',
    });
    await withPage('disk', '', async (page) => {
      expect(await brightness(page)).toBeGreaterThan(200);
      await page.getByRole('button', { name: /Colours: auto/ }).click();
      await page.getByRole('button', { name: /Colours: light/ }).click();
      expect(await brightness(page)).toBeLessThan(60);
      await page.reload();
      await title(page, 'shop');
      expect(await brightness(page)).toBeLessThan(60);
    });
  });

  it('fits a phone, with the tree behind a button', () =>
    withPage(
      'disk',
      '#/resource/model.shop.fct_order_items',
      async (page) => {
        await title(page, 'fct_order_items');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await page.getByRole('tab', { name: 'Database' }).isVisible()).toBe(false);
        await page.getByRole('button', { name: 'Menu', exact: true }).click();
        await page
          .getByRole('navigation', { name: 'Resources' })
          .getByRole('link', { name: 'dim_dates' })
          .click();
        await title(page, 'dim_dates');
        expect(await page.getByRole('tab', { name: 'Database' }).isVisible()).toBe(false);
      },
      { viewport: { width: 390, height: 800 } },
    ));

  it('prints the page without what is for the screen', () =>
    withPage('disk', '#/resource/model.shop.orders', async (page) => {
      await title(page, 'orders');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.topbar').isVisible()).toBe(false);
      expect(await page.locator('.sidebar').isVisible()).toBe(false);
      expect(
        await page
          .getByRole('cell', { name: /INTEGER/ })
          .first()
          .isVisible(),
      ).toBe(true);
    }));

  it('says so when there is no such page', () =>
    withPage('disk', '#/resource/model.shop.nowhere', async (page) => {
      await page.getByText('There is no such resource').waitFor();
    }));
});

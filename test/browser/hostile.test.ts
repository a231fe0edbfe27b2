import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';
import { findChromium, launch, openPage } from './chromium.js';
import { HOSTILE } from './hostile.js';

const executable = findChromium();

const END = '</script><script>window.pwned=1</script>';
const FILES = {
  'dbt_project.yml': 'name: hostile\nversion: "1.0"\n',
  'models/bad.sql': `-- ${END}\nselect ${HOSTILE.map((_text, i) => `${i} as c${i}`).join(', ')}, '${END}' as code\n`,
  'models/bad.yml': JSON.stringify({
    version: 2,
    models: [
      {
        name: 'bad',
        description: HOSTILE.join('\n\n'),
        config: { tags: [END], meta: { owner: END, [END]: `<img src=x onerror="window.pwned=1">` } },
        columns: HOSTILE.map((description, i) => ({ name: `c${i}`, description })),
      },
    ],
    exposures: [
      {
        name: 'bad_link',
        label: END,
        type: 'dashboard',
        url: 'javascript:window.pwned=1',
        owner: { name: END, email: 'a@example.com' },
        depends_on: [`ref('bad')`],
      },
    ],
  }),
  'models/overview.md': `{% docs __overview__ %}\n${HOSTILE.join('\n\n')}\n{% enddocs %}\n`,
};

describe.skipIf(executable === undefined)('texts of strangers', () => {
  const { folder, remove } = temporaryProject(FILES);
  let browser: Browser;

  beforeAll(async () => {
    const done = xform(['docs', 'generate', '--static', '--empty-catalog'], { cwd: folder });
    expect(done.code, done.text).toBe(0);
    browser = await launch(executable!);
  });
  afterAll(async () => {
    await browser?.close();
    remove();
  });

  it('are at least thirty', () => expect(HOSTILE.length).toBeGreaterThanOrEqual(30));

  // With the policy taken out of the way it is the sanitiser alone that has to hold, and the other way round both do.
  for (const bypassCSP of [true, false]) {
    for (const name of ['site/index.html', 'static_index.html']) {
      it(`do nothing in ${name}${bypassCSP ? ' even without the content policy' : ''}`, async () => {
        const base = pathToFileURL(join(folder, 'target', name)).href;
        const { page, incidents, close } = await openPage(browser, base, { bypassCSP });
        const hashes = [
          '',
          '#/resource/model.hostile.bad',
          '#/resource/exposure.hostile.bad_link',
          '#/graph',
        ];
        for (const hash of [...hashes, '#/column/model.hostile.bad/c0']) {
          await page.goto(`${base}${hash}`);
          await page.reload();
          await page.locator('#main > *').first().waitFor();
          for (const summary of await page.locator('summary').all()) await summary.click();
          const links = await page
            .locator('main a[href]')
            .evaluateAll((all) =>
              all.map((each) => (each as HTMLAnchorElement).href).filter((href) => typeof href === 'string'),
            );
          expect(links.filter((href) => !/^(https?|mailto|file):/.test(href))).toEqual([]);
          const handlers = await page.evaluate(() =>
            [...document.querySelectorAll('#app *')].flatMap((element) =>
              element.getAttributeNames().filter((attribute) => attribute.startsWith('on')),
            ),
          );
          expect(handlers).toEqual([]);
          const foreign =
            '.markdown :is(script, style, iframe, object, embed, form, input, link, meta, base, svg, video)';
          expect(await page.locator(foreign).count()).toBe(0);
          expect(
            await page
              .locator('.markdown [style], .markdown [id], .markdown [class]:not(.remote-image)')
              .count(),
          ).toBe(0);
          expect(await page.locator('body').isVisible()).toBe(true);
        }
        await page.keyboard.press('/');
        await page.keyboard.type('script');
        await page.getByText(/Descriptions \(/).waitFor();
        expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
        // A picture beside the site may be asked for (it is not there), and the policy may report what the sanitiser
        // met while it read a text in a document of its own. Nothing else may happen.
        const harmless = /ERR_FILE_NOT_FOUND|^console: .*Content Security Policy/;
        expect(incidents.filter((each) => !harmless.test(each))).toEqual([]);
        await close();
      });
    }
  }
});

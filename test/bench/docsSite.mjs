// Measures the documentation of a large project: how long `docs generate` takes, what it writes, and how quickly a
// browser shows the first page and answers a search. With --vs, dbt's `docs generate` runs beside it.
//
//   node test/bench/docsSite.mjs [--models 10000] [--runs 5] [--vs VENV/bin/dbt] [--folder DIR] [--site-only]
//
// A given folder is kept, and its project is not written again; --site-only measures the site that is there already.
// The project is not built: catalogs are empty (`--empty-catalog`), columns come from the analysis, and times do not
// depend on a warehouse.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { generateProject } from './generateProject.mjs';
import { measureNode, measureWithPython, medians } from './measure.mjs';
import { startSite } from './startSite.mjs';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    vs: { type: 'string' },
    folder: { type: 'string' },
    'site-only': { type: 'boolean', default: false },
  },
});
/** Typed into the search letter by letter. */
const TYPED = 'customer amount';
const models = Number(values.models);
const runs = Number(values.runs);
const kept = values.folder;
const BIN = fileURLToPath(new URL('../../dist/xform.js', import.meta.url));

const folder = kept ?? mkdtempSync(join(tmpdir(), 'bench-docs-'));
try {
  if (!existsSync(join(folder, 'dbt_project.yml'))) generateProject(folder, models, { threads: 2 });
  const site = join(folder, 'target', 'site');
  if (!values['site-only']) await measureGenerate();
  const { bytes, files } = sizeOf(site);
  console.log(`  site: ${megabytes(bytes)} in ${files} files`);
  const executable = findChromium();
  if (executable === undefined) console.log('  no Chromium here: the browser is not measured');
  else await measureBrowser(executable, site);
  if (values.vs !== undefined) await measureDbt(values.vs);
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

async function measureGenerate() {
  const args = ['docs', 'generate', '--empty-catalog', '--quiet'];
  const used = await medians(
    runs,
    () => undefined,
    () => measureNode(BIN, args, { cwd: folder }),
  );
  report(`xform docs generate, ${models} models`, used);
}

async function measureDbt(dbt) {
  const dbtTarget = join(folder, 'target-dbt');
  mkdirSync(dbtTarget, { recursive: true });
  const args = [
    'docs',
    'generate',
    '--empty-catalog',
    '--target-path',
    dbtTarget,
    '--profiles-dir',
    folder,
    '--quiet',
  ];
  const python = join(dirname(dbt), 'python');
  const used = await medians(
    Math.min(runs, 3),
    () => undefined,
    () => measureWithPython(existsSync(python) ? python : 'python3', dbt, args, { cwd: folder }),
  );
  report('dbt docs generate', used);
  const first = ['index.html', 'manifest.json', 'catalog.json'].map((name) =>
    readFileSync(join(dbtTarget, name)),
  );
  const raw = first.reduce((sum, text) => sum + text.length, 0);
  const zipped = gzipSync(first[0]).length + first[1].length + first[2].length;
  console.log(`  first view loads ${megabytes(raw)} (${megabytes(zipped)} with its code compressed)`);
}

async function measureBrowser(executablePath, site) {
  const { chromium } = await import('playwright-core');
  const server = await startSite(site);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const samples = { shown: [], loaded: [], opened: [], heap: [], keys: [], cpu: [] };
  for (let run = 0; run < runs; run++) {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    };
    let loaded = 0;
    page.on('response', async (response) => {
      const body = await response.body().catch(() => Buffer.alloc(0));
      const isCode = /\.(css|html)|app\.js/.test(response.url());
      loaded += isCode ? gzipSync(body).length : body.length;
    });
    const start = performance.now();
    await page.goto(server.url);
    await page.locator('h1').waitFor();
    samples.shown.push(performance.now() - start);
    await page.waitForTimeout(500);
    samples.loaded.push(loaded);
    samples.opened.push(await page.evaluate(openAndType, 'm'));
    for (let length = 1; length <= TYPED.length; length++) {
      const before = await busy();
      samples.keys.push(await page.evaluate(typeKey, TYPED.slice(0, length)));
      // Nobody types faster; texts are looked through in between.
      await page.waitForTimeout(150);
      samples.cpu.push((await busy()) - before);
    }
    samples.heap.push(await page.evaluate(() => performance.memory.usedJSHeapSize));
    await page.close();
  }
  await browser.close();
  await server.close();
  console.log(
    `  first view: ${Math.round(median(samples.shown))} ms, ${Math.round(median(samples.loaded) / 1024)} KB (data raw, code gzipped)`,
  );
  console.log(
    `  search box: first answer ${Math.round(median(samples.opened))} ms after opening, ${Math.round(Math.max(...samples.opened))} ms at most`,
  );
  for (const [what, times] of [
    ['a key until its answer is drawn', samples.keys],
    ['a key in CPU time of the page, texts included', samples.cpu],
  ]) {
    const worst = Math.max(...times);
    console.log(
      `  ${what}: p50 ${median(times).toFixed(1)} ms, max ${worst.toFixed(1)} ms (${times.length} keys)`,
    );
  }
  console.log(`  JavaScript heap of the page: ${megabytes(median(samples.heap))}`);
}

/** Runs in the page: opens the search and types at once; milliseconds until the answer is there. */
async function openAndType(text) {
  const start = performance.now();
  document.querySelector('.search-button').click();
  const input = await new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector('dialog input');
      if (found === null) setTimeout(look, 0);
      else resolve(found);
    };
    look();
  });
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const hits = document.querySelector('#search-hits');
  while (hits.dataset.query !== text) await new Promise((resolve) => setTimeout(resolve, 1));
  return performance.now() - start;
}

/** Runs in the page: makes the text what was typed; milliseconds until the answer is drawn. */
function typeKey(text) {
  const input = document.querySelector('dialog input');
  const hits = document.querySelector('#search-hits');
  return new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (hits.dataset.query !== text) return;
      observer.disconnect();
      resolve(performance.now() - start);
    });
    observer.observe(hits, { attributes: true, attributeFilter: ['data-query'] });
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((path) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(path, name)))
    .find(existsSync);
}

function sizeOf(path) {
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { bytes, files };
}

function report(what, { wall, cpu, mb }) {
  console.log(
    `${what}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} s CPU, ${Math.round(mb)} MB (median of ${runs})`,
  );
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

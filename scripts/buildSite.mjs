// Bundles the documentation's browser code into dist/site: app.js and style.css, classic and self-contained, so that
// pages from the disk run them. The layout worker goes into app.js as text, for a Blob.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const site = join(root, 'src', 'docs', 'site');

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  legalComments: 'eof',
  // Escaped, so that the page may be read in any encoding.
  charset: 'ascii',
  logLevel: 'warning',
};

/** Writes app.js and style.css into `folder`. */
export async function buildSite(folder) {
  await build({
    ...common,
    entryPoints: [join(site, 'main.tsx')],
    outfile: join(folder, 'app.js'),
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [layoutWorker, withoutSideEffects],
  });
  await build({
    ...common,
    entryPoints: [join(site, 'style', 'site.css')],
    outfile: join(folder, 'style.css'),
  });
}

const layoutWorker = {
  name: 'layout worker as text',
  setup(builder) {
    builder.onResolve({ filter: /^xform:layoutWorker$/ }, ({ path }) => ({ path, namespace: 'worker' }));
    builder.onLoad({ filter: /.*/, namespace: 'worker' }, async () => {
      const { outputFiles } = await build({
        ...common,
        entryPoints: [join(site, 'graph', 'layoutWorker.ts')],
        write: false,
      });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
};

/** The selector grammar is shared with the command line; the graph library beside it is not used here. */
const withoutSideEffects = {
  name: 'left out when unused',
  setup(builder) {
    builder.onResolve({ filter: /^graphology$/ }, async ({ path, ...options }) => {
      if (options.pluginData === withoutSideEffects) return undefined;
      const found = await builder.resolve(path, { ...options, pluginData: withoutSideEffects });
      return { ...found, sideEffects: false };
    });
  },
};

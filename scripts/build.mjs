// Bundles the command line into dist: xform.js (launcher) and main.js, and what programs import: index.js, adapter.js and
// testing.js over library.js. All CommonJS. Packages stay outside and are loaded when used. Declarations of types go to
// dist/types; `--no-types` leaves them out.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildSite } from './buildSite.mjs';
import { writeTypes } from './writeTypes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
mkdirSync(dist, { recursive: true });

const common = {
  absWorkingDir: root,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  define: { 'import.meta.dirname': '__dirname' },
  // import() of a package becomes require(): one module system, and nothing asynchronous before the drivers start.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
};

await build({ ...common, entryPoints: ['src/bin/xform.ts'], outfile: join(dist, 'main.js'), bundle: true });
await build({
  ...common,
  entryPoints: ['src/bin/launcher.ts'],
  outfile: join(dist, 'xform.js'),
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(join(dist, 'xform.js'), 0o755);

await buildSite(join(dist, 'site'));

// The built-in macros, described once and for all; see src/parser/macros/macroIndex.ts.
const indexer = join(dist, 'macroIndexer.cjs');
await build({
  ...common,
  stdin: {
    contents: "export { createMacroIndex } from './src/parser/macros/macroIndex.ts';",
    resolveDir: root,
  },
  outfile: indexer,
  bundle: true,
});
writeFileSync(
  join(dist, 'macroIndex.json'),
  JSON.stringify(createRequire(import.meta.url)(indexer).createMacroIndex()),
);
rmSync(indexer);

await build({ ...common, entryPoints: ['src/library.ts'], outfile: join(dist, 'library.js'), bundle: true });
// Inside a running xform its own classes are handed out: see adapters/sharedModules.ts.
writeFileSync(
  join(dist, 'adapter.js'),
  "module.exports = globalThis[Symbol.for('xform.adapterApi')] ?? require('./library.js').adapter;\n",
);
writeFileSync(join(dist, 'testing.js'), "module.exports = require('./library.js').testing;\n");

// One module instance for import and require alike; the names are spelled out for import.
writeFileSync(join(dist, 'index.js'), "module.exports = require('./library.js').api;\n");
const names = Object.keys(createRequire(import.meta.url)(join(dist, 'index.js'))).sort();
writeFileSync(
  join(dist, 'index.mjs'),
  `import api from './index.js';\n\nexport const { ${names.join(', ')} } = api;\n`,
);

if (!process.argv.includes('--no-types')) writeTypes(root, dist);

import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../util/packageRoot.js';
import { replaceFile } from '../../util/replaceFile.js';
import type { SiteFile } from './createSite.js';
import { REDIRECT_PAGE, siteShell } from './siteShell.js';

/** The folder of the site below the target folder; it can be published as it is. */
export const SITE_FOLDER = 'site';
/** dbt's name of the self-contained page. */
export const STATIC_NAME = 'static_index.html';

export interface SitePage {
  readonly title: string;
  /** Changes whenever the site is made anew. */
  readonly version: string;
}

/** Where the build put the browser's code. */
function builtFile(name: string): string {
  return join(packageRoot(), 'dist', 'site', name);
}

/**
 * Writes the site as a folder: a page, code and data as classic scripts, so that it works from any file host and from
 * the disk. Data of an earlier site is gone afterwards.
 */
export function writeSite(targetFolder: string, page: SitePage, files: Iterable<SiteFile>): void {
  const folder = join(targetFolder, SITE_FOLDER);
  const data = join(folder, 'data');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  const folders = new Set<string>();
  for (const { name, json } of files) {
    const path = join(data, `${name}.js`);
    const parent = dirname(path);
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    writeFileSync(path, `xformData(${JSON.stringify(name)},${json});\n`);
  }
  for (const name of ['app.js', 'style.css']) copyFileSync(builtFile(name), join(folder, name));
  const { start, end } = siteShell({ kind: 'linked', ...page });
  writeFileSync(join(folder, 'index.html'), `${start}${end}`);
  writeFileSync(join(targetFolder, 'index.html'), REDIRECT_PAGE);
}

/** Writes the site as one page with everything inside. */
export function writeStaticSite(targetFolder: string, page: SitePage, files: Iterable<SiteFile>): void {
  const style = readFileSync(builtFile('style.css'), 'utf8');
  // A script element ends at the first end tag, wherever it stands.
  const code = readFileSync(builtFile('app.js'), 'utf8')
    .replace(/<\/(script)/gi, '<\\/$1')
    .replace(/<!--/g, '<\\!--');
  const { start, end } = siteShell({
    kind: 'inline',
    title: page.title,
    style,
    code,
    styleHash: hashOf(style),
    codeHash: hashOf(code),
  });
  replaceFile(join(targetFolder, STATIC_NAME), (unfinished) => {
    const out = openSync(unfinished, 'w');
    try {
      writeSync(out, start);
      for (const { name, json } of files) {
        writeSync(out, `<script type="application/json" data-name="${name}">${inertJson(json)}</script>\n`);
      }
      writeSync(out, end);
    } finally {
      closeSync(out);
    }
  });
}

/** JSON that no HTML parser takes for markup. */
function inertJson(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

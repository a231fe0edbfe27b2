import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedSite, serveSite } from '../../src/docs/serve/serveSite.js';
import { temporaryProject, xform } from '../support/cli.js';
import { runMain } from '../support/runMain.js';
import { startXform } from '../support/startXform.js';

const PROJECT = { 'dbt_project.yml': 'name: shop\nversion: "1.0"\n', 'models/a.sql': 'select 1 as x' };

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function get(url: string, path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: options.method,
        headers: { host: options.host ?? `localhost:${port}` },
      },
      (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      },
    )
      .on('error', reject)
      .end();
  });
}

describe('the server of the site', () => {
  const files = { 'site/index.html': '<p>home</p>', 'site/data/a.js': 'a', 'secret.txt': 'secret' };
  const { folder, remove } = temporaryProject(files);
  let site: ServedSite;
  beforeAll(async () => {
    site = await serveSite({ folder: join(folder, 'site'), host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await site.close();
    remove();
  });

  it('gives files with their types', async () => {
    expect(await get(site.url, '/')).toMatchObject({ status: 200, body: '<p>home</p>' });
    const script = await get(site.url, '/data/a.js?v=1');
    expect(script).toMatchObject({ status: 200, body: 'a' });
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    expect(script.headers['x-content-type-options']).toBe('nosniff');
  });

  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/data',
    '/nowhere',
    '/%00',
    '/%zz',
  ]) {
    it(`gives nothing for ${path}`, async () => {
      expect((await get(site.url, path)).status).toBe(404);
    });
  }

  it('answers no other name than this computer’s, and changes nothing', async () => {
    expect((await get(site.url, '/', { host: 'evil.example' })).status).toBe(403);
    expect((await get(site.url, '/', { method: 'POST' })).status).toBe(405);
    expect(await get(site.url, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('says when a port is taken', async () => {
    const port = Number(new URL(site.url).port);
    await expect(serveSite({ folder, host: '127.0.0.1', port })).rejects.toThrow(`127.0.0.1:${port}`);
  });
});

describe('docs serve', () => {
  const { folder, remove } = temporaryProject(PROJECT);
  afterAll(remove);

  it('asks for docs generate first', async () => {
    const { code, text } = await runMain(['docs', 'serve'], { cwd: folder });
    expect(code).toBe(2);
    expect(text).toContain('xform docs generate');
  });

  it('refuses to serve other computers', async () => {
    expect(xform(['docs', 'generate', '--empty-catalog'], { cwd: folder }).code).toBe(0);
    const { code, text } = await runMain(['docs', 'serve', '--host', '0.0.0.0'], { cwd: folder });
    expect(code).toBe(2);
    expect(text).toContain('0.0.0.0');
  });

  it('prints the address, serves the page and ends on Ctrl-C', async () => {
    const started = startXform(['docs', 'serve', '--port', '0'], { cwd: folder });
    await started.shows('Ctrl-C to stop');
    started.child.kill('SIGINT');
    const { code, stdout } = await started.done;
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
    expect(code).toBe(0);
  });
});

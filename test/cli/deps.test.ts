import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, temporaryProject } from '../support/cli.js';
import { runMain } from '../support/runMain.js';
import { type TarMember, tarArchive } from '../support/tarArchive.js';

/** What the loopback server answers with, by path; everything else is a 404. */
const pages = new Map<string, Buffer | string>();
const asked: string[] = [];
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages.get(request.url ?? '');
    response.statusCode = page === undefined ? 404 : 200;
    response.end(page ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fillHub();
});
afterAll(() => server.close());

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

interface Installed extends CliResult {
  readonly folder: string;
  /** Names of the folders in dbt_packages. */
  readonly packages: string[];
  read(path: string): string;
}

async function deps(
  packages: string,
  options: { args?: string[]; env?: Record<string, string>; files?: Record<string, string> } = {},
): Promise<Installed> {
  const project = temporaryProject({
    'shop/dbt_project.yml': 'name: shop\nversion: "1.0"\n',
    'shop/packages.yml': packages,
    ...options.files,
  });
  cleanUps.push(project.remove);
  return depsIn(join(project.folder, 'shop'), options);
}

async function depsIn(
  folder: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Installed> {
  const result = await runMain(['deps', ...args], {
    cwd: folder,
    env: { DBT_PACKAGE_HUB_URL: `${address}/`, ...env },
  });
  const installed = join(folder, 'dbt_packages');
  return {
    ...result,
    folder,
    packages: existsSync(installed) ? readdirSync(installed).sort() : [],
    read: (path) => readFileSync(join(folder, path), 'utf8'),
  };
}

function projectMembers(name: string, version: string): TarMember[] {
  const top = `${name}-${version}`;
  return [
    { path: `${top}/`, type: '5' },
    { path: `${top}/dbt_project.yml`, text: `name: ${name}\nversion: "${version}"\n` },
    { path: `${top}/macros/${name}.sql`, text: `{% macro ${name}() %}${version}{% endmacro %}\n` },
  ];
}

/** The hub against which dbt-core 1.11.16 recorded the lock files below. */
function fillHub(): void {
  const add = (
    key: string,
    versions: Record<string, { packages?: object[]; dbt?: string[] }>,
    redirect: { redirectnamespace?: string; redirectname?: string } = {},
  ): void => {
    const name = key.split('/')[1]!;
    const entries = Object.entries(versions).map(
      ([version, { packages = [], dbt = ['>=1.0.0', '<2.0.0'] }]) => {
        const path = `/archives/${name}-${version}.tar.gz`;
        pages.set(path, tarArchive(projectMembers(name, version)));
        return [
          version,
          { name, version, packages, require_dbt_version: dbt, downloads: { tarball: address + path } },
        ];
      },
    );
    pages.set(
      `/api/v1/${key}.json`,
      JSON.stringify({
        name,
        redirectnamespace: null,
        redirectname: null,
        versions: Object.fromEntries(entries),
        ...redirect,
      }),
    );
  };
  const util = {
    '1.0.0': {},
    '1.1.0': {},
    '1.2.0-rc1': {},
    '2.0.0': {},
    '2.1.0-b1': {},
    '3.0.0': { dbt: ['>=9.0.0'] },
  };
  add('acme/util', util);
  add('acme/top', { '0.5.0': { packages: [{ package: 'acme/util', version: ['>=1.0.0', '<2.0.0'] }] } });
  add('acme/onlypre', { '1.0.0-rc1': {} });
  add('acme/old', util, { redirectnamespace: 'acme', redirectname: 'util' });
  pages.set('/api/v1/index.json', JSON.stringify(['acme/util', 'acme/top', 'acme/old']));
}

describe('packages of the hub', () => {
  /** packages.yml and the lock file that dbt-core 1.11.16 makes of it. */
  const RANGE = 'packages:\n  - package: acme/util\n    version: [">=1.0.0", "<2.0.0"]\n';
  const recorded: Record<string, readonly [packages: string, lock: string]> = {
    'the newest version in a range, no prerelease': [
      RANGE,
      '  - name: util\n    package: acme/util\n    version: 1.1.0\nsha1_hash: b997aa49f6d61da29cc2c11782aa6ca60b271328\n',
    ],
    'prereleases when they are asked for': [
      `${RANGE}    install_prerelease: true\n`,
      '  - name: util\n    package: acme/util\n    version: 1.2.0-rc1\nsha1_hash: 978992fb89a5bdb673c909e2365d00661ee65569\n',
    ],
    'a prerelease by its exact version': [
      'packages:\n  - package: acme/util\n    version: 1.2.0-rc1\n',
      '  - name: util\n    package: acme/util\n    version: 1.2.0-rc1\nsha1_hash: 0bc90520b0c82402391bbb605546c9c2174b5891\n',
    ],
    'versions that ask for a later dbt are left out': [
      'packages:\n  - package: acme/util\n    version: ">=1.0.0"\n',
      '  - name: util\n    package: acme/util\n    version: 2.0.0\nsha1_hash: 40783640ad0bed0c3d771b8e05340d4ef1c14ccc\n',
    ],
    'what two packages ask for is intersected': [
      'packages:\n  - package: acme/util\n    version: ">=1.0.0"\n  - package: acme/top\n    version: 0.5.0\n',
      '  - name: util\n    package: acme/util\n    version: 1.1.0\n  - name: top\n    package: acme/top\n    version: 0.5.0\nsha1_hash: 90ad2266d0064f37bca68cccf0cbc0abcd82533e\n',
    ],
    'a package that has moved': [
      'packages:\n  - package: acme/old\n    version: 1.0.0\n',
      '  - name: util\n    package: acme/old\n    version: 1.0.0\nsha1_hash: 352626ebc07a6beb2a6e1c336dbc8bf0eca4a586\n',
    ],
  };
  for (const [title, [packages, lock]] of Object.entries(recorded)) {
    it(title, async () => {
      const result = await deps(packages);
      expect(result.text).toMatch(/Installed util/);
      expect(result.code).toBe(0);
      expect(result.read('package-lock.yml')).toBe(`packages:\n${lock}`);
      const version = /package: acme\/(?:util|old)\n {4}version: (\S+)/.exec(lock)![1];
      expect(result.read('dbt_packages/util/dbt_project.yml')).toContain(`version: "${version}"`);
      if (title === 'a package that has moved')
        expect(result.text).toMatch(/acme\/old goes on as acme\/util/);
      if (version === '1.1.0') expect(result.text).toMatch(/version 1\.1\.0, 2\.0\.0 is available/);
    });
  }

  const refused: Record<string, readonly [packages: string, says: RegExp]> = {
    'no such version': [
      'packages:\n  - package: acme/util\n    version: 9.9.9\n',
      /No version of acme\/util is 9\.9\.9\.\n\s+at packages\.yml:2:5[\s\S]*newest versions are 2\.1\.0-b1, 2\.0\.0/,
    ],
    'only a prerelease': [
      'packages:\n  - package: acme/onlypre\n    version: ">=0.1.0"\n',
      /No version of acme\/onlypre is >=0\.1\.0/,
    ],
    'a version for another dbt': [
      'packages:\n  - package: acme/util\n    version: 3.0.0\n',
      /ask for another version of dbt than [\d.]+: 3\.0\.0/,
    ],
    'two packages that cannot agree': [
      'packages:\n  - package: acme/util\n    version: 2.0.0\n  - package: acme/top\n    version: 0.5.0\n',
      /asked for by packages\.yml: 2\.0\.0\n\s+asked for by acme\/top 0\.5\.0: >=1\.0\.0, <2\.0\.0/,
    ],
    'a typo in the name': [
      'packages:\n  - package: acme/utli\n    version: 1.0.0\n',
      /Package acme\/utli was not found[\s\S]*Did you mean 'acme\/util'/,
    ],
    'a typo in a key': [
      'packages:\n  - pakage: acme/util\n',
      /packages\.yml:2:5[\s\S]*Did you mean 'package'\?/,
    ],
  };
  for (const [title, [packages, says]] of Object.entries(refused)) {
    it(`is an error: ${title}`, async () => {
      const result = await deps(packages);
      expect(result.text).toMatch(says);
      expect(result.code).toBe(2);
      expect(result.packages).toEqual([]);
      expect(existsSync(join(result.folder, 'package-lock.yml'))).toBe(false);
    });
  }

  it('--no-version-check takes versions for another dbt', async () => {
    const result = await deps('packages:\n  - package: acme/util\n    version: 3.0.0\n', {
      args: ['--no-version-check'],
    });
    expect(result.read('package-lock.yml')).toContain('version: 3.0.0');
    expect(result.code).toBe(0);
  });

  it('a lock file holds until packages.yml changes or --upgrade; --lock installs nothing', async () => {
    const { folder } = await deps(RANGE, { args: ['--lock'] });
    expect(existsSync(join(folder, 'dbt_packages'))).toBe(false);
    const lock = join(folder, 'package-lock.yml');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('1.1.0', '1.0.0'));
    expect((await depsIn(folder)).text).toMatch(/Installed util \(version 1\.0\.0/);
    expect((await depsIn(folder, { args: ['--upgrade'] })).text).toMatch(/Installed util \(version 1\.1\.0/);
    const added = await depsIn(folder, { args: ['--add-package', 'acme/top@0.5.0'] });
    expect(added.read('packages.yml')).toBe(`${RANGE}  - package: acme/top\n    version: 0.5.0\n`);
    expect(added.packages).toEqual(['top', 'util']);
  });

  it('a hub that cannot be reached leaves what is installed', async () => {
    const { folder } = await deps(RANGE);
    const offline = await depsIn(folder, {
      args: ['--upgrade'],
      env: { DBT_PACKAGE_HUB_URL: 'http://127.0.0.1:1/' },
    });
    expect(offline.text).toMatch(/hub cannot be reached[\s\S]*Hint: /);
    expect(offline.code).toBe(2);
    expect(offline.packages).toEqual(['util']);
  });
});

it('without a network what was downloaded once installs again, elsewhere too', async () => {
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.statusCode = page === undefined ? 404 : 200;
    response.end(typeof page === 'string' ? page.replaceAll(address, base) : (page ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cache = temporaryProject({});
  cleanUps.push(cache.remove);
  const env = { DBT_PACKAGE_HUB_URL: base, XDG_CACHE_HOME: cache.folder };
  const packages = 'packages:\n  - package: acme/top\n    version: 0.5.0\n';
  expect((await deps(packages, { env })).packages).toEqual(['top', 'util']);
  await new Promise((resolve) => server.close(resolve));
  const offline = await deps(packages, { env });
  expect(offline.text).toMatch(/api\/v1\/acme\/top\.json cannot be reached: what it answered the last time/);
  expect(offline.packages).toEqual(['top', 'util']);
  expect(offline.code).toBe(0);
  const unknown = await deps('packages:\n  - package: acme/old\n    version: 1.0.0\n', { env });
  expect(unknown.text).toMatch(/hub cannot be reached[\s\S]*Hint: /);
  expect(unknown.code).toBe(2);
});

describe('packages of other places', () => {
  it('git: a tag, a subdirectory, an unpinned branch', async () => {
    const files = {
      'repository/dbt_project.yml': 'name: one\n',
      'repository/sub/dbt_project.yml': 'name: two\n',
    };
    const project = temporaryProject({ ...files, 'shop/dbt_project.yml': 'name: shop\n' });
    cleanUps.push(project.remove);
    const repository = join(project.folder, 'repository');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        cwd: repository,
        stdio: 'pipe',
      });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    git('tag', 'v1');
    const commit = git('rev-parse', 'HEAD').toString().trim();
    const url = `file://${repository}`;
    writeFileSync(
      join(project.folder, 'shop', 'packages.yml'),
      `packages:\n  - git: ${url}\n    revision: v1\n  - git: ${url}\n    subdirectory: sub\n`,
    );
    const result = await depsIn(join(project.folder, 'shop'));
    expect(result.text).toMatch(/is not pinned/);
    expect(result.code).toBe(0);
    expect(result.packages).toEqual(['one', 'two']);
    expect(result.read('package-lock.yml')).toContain(
      `packages:\n  - git: ${url}\n    name: one\n    revision: ${commit}\n  - git: ${url}\n    name: two\n    revision: ${commit}\n    subdirectory: sub\n`,
    );

    const wrong = { nope: /at 'nope' could not be fetched/, '--upload-pack=touch x': /cannot be used/ };
    for (const [revision, says] of Object.entries(wrong)) {
      writeFileSync(
        join(project.folder, 'shop', 'packages.yml'),
        `packages:\n  - git: ${url}\n    revision: "${revision}"\n`,
      );
      const failed = await depsIn(join(project.folder, 'shop'));
      expect(failed.text).toMatch(says);
      expect(failed.code).toBe(2);
      expect(failed.packages).toEqual(['one', 'two']);
    }
  });

  it('a tarball, with credentials that are written nowhere', async () => {
    pages.set('/private/s3cr3t/util.tar.gz', tarArchive(projectMembers('util', '1.0.0')));
    const url = `${address}/private/{{ env_var('DBT_ENV_SECRET_TOKEN') }}/util.tar.gz`;
    const env = { DBT_ENV_SECRET_TOKEN: 's3cr3t' };
    const result = await deps(`packages:\n  - tarball: "${url}"\n    name: util\n`, { env });
    expect(result.text).toMatch(/Installed util/);
    expect(result.packages).toEqual(['util']);
    expect(result.read('package-lock.yml')).toContain("{{ env_var('DBT_ENV_SECRET_TOKEN') }}");
    const again = await depsIn(result.folder, { env });
    expect(again.code).toBe(0);
    for (const text of [
      result.text,
      again.text,
      again.read('package-lock.yml'),
      again.read('logs/dbt.log'),
    ]) {
      expect(text).not.toContain('s3cr3t');
    }
  });

  it('git: a subdirectory that is a link out of the repository, and a name that is a path, install nothing', async () => {
    const project = temporaryProject({
      'repository/dbt_project.yml': 'name: ../../escaped\n',
      'outside/dbt_project.yml': 'name: outside\n',
      'shop/dbt_project.yml': 'name: shop\n',
    });
    cleanUps.push(project.remove);
    const repository = join(project.folder, 'repository');
    symlinkSync('../outside', join(repository, 'relative'));
    symlinkSync(join(project.folder, 'outside'), join(repository, 'absolute'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: repository });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    const url = `file://${repository}`;
    const refused: Record<string, RegExp> = {
      'subdirectory: relative': /has no folder 'relative'/,
      'subdirectory: absolute': /'absolute' cannot be used/,
      'revision: HEAD': /named '\.\.\/\.\.\/escaped', which is no name of a project/,
    };
    for (const [line, says] of Object.entries(refused)) {
      writeFileSync(
        join(project.folder, 'shop', 'packages.yml'),
        `packages:\n  - git: ${url}\n    ${line}\n`,
      );
      const result = await depsIn(join(project.folder, 'shop'));
      expect(result.text).toMatch(says);
      expect(result.code).toBe(2);
      expect(result.packages).toEqual([]);
    }
    expect(readdirSync(project.folder).sort()).toEqual(['outside', 'repository', 'shop']);
    expect(readdirSync(join(project.folder, 'outside'))).toEqual(['dbt_project.yml']);
  });

  it('a private package says what it needs', async () => {
    const result = await deps('packages:\n  - private: acme/secret\n    provider: github\n');
    expect(result.text).toMatch(
      /acme\/secret is a private package[\s\S]*packages\.yml:2[\s\S]*Hint: Use `git:`/,
    );
    expect(result.code).toBe(2);
  });

  it('a local folder is linked', async () => {
    const result = await deps('packages:\n  - local: ../util\n', {
      files: { 'util/dbt_project.yml': 'name: util\n' },
    });
    expect(result.code).toBe(0);
    expect(lstatSync(join(result.folder, 'dbt_packages', 'util')).isSymbolicLink()).toBe(true);
    expect(result.read('package-lock.yml')).toMatch(
      /^packages:\n {2}- local: \.\.\/util\n {4}name: util\nsha1_hash: /,
    );
  });

  it('no packages at all is a warning', async () => {
    const result = await deps('');
    expect(result.text).toMatch(/\[WARNING\]: No packages were found/);
    expect(result.code).toBe(0);
  });
});

describe('an archive that would write elsewhere installs nothing', () => {
  const outside = '../../../escaped';
  const hostile: Record<string, TarMember[]> = {
    'a member above the folder': [{ path: `../${outside}`, text: 'x' }],
    'a member above the folder, hidden in the middle': [
      { path: `util-1/macros/../../${outside}`, text: 'x' },
    ],
    'an absolute member': [{ path: '/tmp/xform-escaped', text: 'x' }],
    'a symbolic link out': [{ path: 'util-1/link', type: '2', link: outside }],
    'an absolute symbolic link': [{ path: 'util-1/link', type: '2', link: '/tmp' }],
    'a file through a symbolic link': [
      { path: 'util-1/link', type: '2', link: '../../..' },
      { path: 'util-1/link/escaped', text: 'x' },
    ],
    'a link that turns back behind another link': [
      { path: 'util-1/a/b/up', type: '2', link: '../..' },
      { path: 'util-1/out', type: '2', link: 'a/b/up/../..' },
    ],
    'a hard link': [{ path: 'util-1/passwd', type: '1', link: '/etc/passwd' }],
    'a device': [{ path: 'util-1/null', type: '3' }],
  };
  for (const [title, members] of Object.entries(hostile)) {
    it(title, async () => {
      pages.set('/hostile.tar.gz', tarArchive([...projectMembers('util', '1'), ...members]));
      const result = await deps(`packages:\n  - tarball: ${address}/hostile.tar.gz\n    name: util\n`);
      expect(result.text).toMatch(/archive of util holds '.*', which would land outside its folder/);
      expect(result.code).toBe(2);
      expect(result.packages).toEqual([]);
      for (const path of [join(dirname(result.folder), 'escaped'), '/tmp/xform-escaped', '/tmp/escaped']) {
        expect(existsSync(path)).toBe(false);
      }
    });
  }

  for (const [title, bytes] of Object.entries({
    'what is no archive': Buffer.from('<html>Sign in</html>'),
    'half an archive': tarArchive(projectMembers('util', '1')).subarray(0, 60),
  })) {
    it(title, async () => {
      pages.set('/broken.tar.gz', bytes);
      const result = await deps(`packages:\n  - tarball: ${address}/broken.tar.gz\n    name: util\n`);
      expect(result.text).toMatch(/The archive of util is broken[\s\S]*Hint: /);
      expect(result.code).toBe(2);
      expect(result.packages).toEqual([]);
    });
  }
});

it('Ctrl-C stops a download', async () => {
  const held = createServer(() => undefined);
  await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
  const project = temporaryProject({ 'dbt_project.yml': 'name: shop\n' });
  cleanUps.push(
    project.remove,
    () => held.closeAllConnections(),
    () => held.close(),
  );
  mkdirSync(join(project.folder, '.home'));
  const url = `http://127.0.0.1:${(held.address() as AddressInfo).port}/a.tar.gz`;
  writeFileSync(join(project.folder, 'packages.yml'), `packages:\n  - tarball: ${url}\n    name: util\n`);
  const abort = new AbortController();
  const running = runMain(['deps'], { cwd: project.folder, signal: abort.signal });
  await new Promise((resolve) => held.once('request', resolve));
  abort.abort();
  const result = await running;
  expect(result.text).toContain('Exited because of keyboard interrupt');
  expect(result.code).toBe(2);
});

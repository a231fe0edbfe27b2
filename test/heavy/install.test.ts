import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** All that README asks for: Node, npm and what every system has. */
const TOOLS =
  'node npm npx sh env cat ls mkdir rm cp mv ln pwd uname dirname basename readlink realpath chmod sed grep head tail tr cut sort touch test'.split(
    ' ',
  );

const folder = mkdtempSync(join(tmpdir(), 'xform-install-'));
const bin = join(folder, 'bin');
const clone = join(folder, 'clone');
const home = join(folder, 'home');
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

function sh(command: string, cwd: string): string {
  const env = {
    PATH: bin,
    HOME: home,
    NO_COLOR: '1',
    NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
  };
  return execFileSync('/bin/sh', ['-c', command], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('on a machine with Node and npm only', () => {
  beforeAll(() => {
    mkdirSync(bin);
    mkdirSync(home);
    const path = (process.env['PATH'] ?? '').split(delimiter);
    for (const tool of TOOLS) {
      const found = path.map((each) => join(each, tool)).find((each) => existsSync(each));
      if (found) symlinkSync(found, join(bin, tool));
    }
    execFileSync('git', ['clone', '--quiet', ROOT, clone]);
  });

  it("README's main job runs in a fresh clone", () => {
    const output = sh('npm ci && npx xform build --project-dir example-project', clone);
    expect(output).toContain('Completed successfully');
  });

  it('the packed tarball installs in an empty folder, makes a project and builds it', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    sh(`npm pack --pack-destination ${empty}`, clone);
    const tarball = readdirSync(empty).find((name) => name.endsWith('.tgz'));
    sh(`npm install ./${tarball} && npx xform init shop`, empty);
    expect(sh('npx xform build', join(empty, 'shop'))).toContain('Completed successfully');
  });
});

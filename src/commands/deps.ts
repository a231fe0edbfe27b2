import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPackage } from '../project/deps/addPackage.js';
import { createKeptGet } from '../project/deps/fetchKept.js';
import { installPackages } from '../project/deps/installPackages.js';
import { loadLockFile, specsHash } from '../project/deps/lockFile.js';
import { loadPackageSpecs, packageSpec, type RenderText } from '../project/deps/packageSpecs.js';
import { loadPackagesContext } from '../project/deps/packagesContext.js';
import { resolvePackages } from '../project/deps/resolvePackages.js';
import type { PackageSpec, PinnedPackage } from '../project/deps/types.js';
import { parseVars } from './session.js';
import type { CommandOptions, Effects } from './types.js';

const HUB = 'https://hub.getdbt.com';
const WARNING_CODES: Readonly<Record<string, string>> = {
  DepsUnpinned: 'M034',
  PackageRedirectDeprecation: 'D001',
};
const LOCK = 'package-lock.yml';

/** Installs the packages of packages.yml, exactly as package-lock.yml says while the two belong together. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const { log, env } = effects;
  const { root, installPath, logFolder, flags, render } = loadPackagesContext({
    cwd: effects.cwd,
    env,
    options,
    cliVars: parseVars(options['vars']),
    log,
    invocationId: effects.invocationId,
    startedAt: effects.now().toISOString(),
  });
  log.configure?.({ flags, logFolder });
  if (options['add_package'] !== undefined)
    await addPackage(root, String(options['add_package']), String(options['source'] ?? 'hub'), render);
  const listed = loadPackageSpecs(root, render);
  if (!listed || listed.specs.length === 0) {
    log.warn({
      name: 'DepsNoPackagesFound',
      code: 'M016',
      msg: 'No packages were found in packages.yml',
    });
    return 0;
  }
  const hash = specsHash(listed.specs);
  const lock = loadLockFile(root);
  const locked = lock !== undefined && lock.sha1_hash === hash && options['upgrade'] !== true;
  const specs = locked ? lockedSpecs(lock.packages, render) : listed.specs;
  const warnKept = (url: string): void =>
    log.warn({
      name: 'DepsOffline',
      msg: `${url} cannot be reached: what it answered the last time is used.`,
    });
  const staging = mkdtempSync(join(tmpdir(), 'xform-deps-'));
  try {
    const packages = await resolvePackages(specs, {
      root,
      staging,
      hubUrl: env['DBT_PACKAGE_HUB_URL'] || HUB,
      render,
      signal: effects.signal,
      get: createKeptGet({ folder: keptFolder(env), onUsed: warnKept }, effects.signal),
      versionCheck: flags['version_check'] !== false,
      warn: (name, msg) => log.warn({ name, code: WARNING_CODES[name], msg }),
    });
    if (!locked) await writeLock(root, packages, hash, effects);
    if (options['lock'] === true) return 0;
    await installPackages(packages, installPath, (each) => {
      log.fire({
        name: 'DepsInstallInfo',
        code: 'M018',
        level: 'info',
        msg: `Installed ${each.name} (${each.description}${each.newer ? `, ${each.newer} is available` : ''})`,
      });
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return 0;
}

/** Where downloads are kept between projects. */
function keptFolder(env: Effects['env']): string {
  const cache = env['XDG_CACHE_HOME'] || join(env['HOME'] ?? homedir(), '.cache');
  return join(cache, 'xform', 'packages');
}

function lockedSpecs(entries: readonly Record<string, unknown>[], render: RenderText): PackageSpec[] {
  return entries.map((entry) => packageSpec(entry, { file: LOCK }, render));
}

async function writeLock(
  root: string,
  packages: readonly PinnedPackage[],
  hash: string,
  effects: Effects,
): Promise<void> {
  const { stringify } = await import('yaml');
  const path = join(root, LOCK);
  writeFileSync(
    path,
    stringify(
      { packages: packages.map((each) => each.lock), sha1_hash: hash },
      { lineWidth: 0, indentSeq: true },
    ),
  );
  effects.log.fire({
    name: 'DepsLockUpdating',
    code: 'M037',
    level: 'info',
    msg: `Updated lock file in file path: ${path}`,
  });
}

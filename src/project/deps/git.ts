import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { XformError } from '../../errors/error.js';
import { withoutSecrets } from './archive.js';
import type { PackageSpec } from './types.js';

const run = promisify(execFile);

type GitSpec = Extract<PackageSpec, { kind: 'git' }>;

/** Fetches one revision of a repository (no history) into `folder`; the commit that it was. */
export async function fetchRepository(
  spec: GitSpec,
  folder: string,
  signal: AbortSignal,
): Promise<{ commit: string; root: string }> {
  const revision = spec.revision ?? 'HEAD';
  for (const word of [spec.url, revision]) if (word.startsWith('-')) throw refused(spec, word);
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) =>
    run('git', args, {
      cwd: folder,
      timeout: 300_000,
      signal,
      maxBuffer: 64 * 1024 * 1024,
      // No questions for passwords, and no transport that would run a command.
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' },
    });
  try {
    await git('init', '--quiet');
    await git('remote', 'add', 'origin', spec.url);
    try {
      await git('fetch', '--quiet', '--depth', '1', 'origin', revision);
      await git('checkout', '--quiet', 'FETCH_HEAD');
    } catch {
      // An abbreviated commit cannot be asked for by itself.
      await git('fetch', '--quiet', '--tags', 'origin');
      await git('checkout', '--quiet', revision);
    }
    const { stdout } = await git('rev-parse', 'HEAD');
    return { commit: stdout.trim(), root: subdirectory(spec, folder) };
  } catch (error) {
    if (error instanceof XformError) throw error;
    throw gitError(spec, revision, error);
  }
}

function subdirectory(spec: GitSpec, folder: string): string {
  if (!spec.subdirectory) return folder;
  const parts = spec.subdirectory.split('/');
  if (spec.subdirectory.startsWith('/') || parts.includes('..')) throw refused(spec, spec.subdirectory);
  const root = join(folder, spec.subdirectory);
  if (existsSync(root)) {
    const inside = `${realpathSync(folder)}${sep}`;
    if (!`${realpathSync(root)}${sep}`.startsWith(inside)) throw refused(spec, spec.subdirectory);
    return root;
  }
  throw new XformError('dependency', `${withoutSecrets(spec.url)} has no folder '${spec.subdirectory}'.`, {
    place: spec.place,
    hint: 'Check `subdirectory:`.',
  });
}

function refused(spec: GitSpec, word: string): XformError {
  return new XformError('dependency', `'${word}' cannot be used for a git package.`, {
    place: spec.place,
    hint: 'Give an address, a branch, tag or commit, and a folder inside the repository.',
  });
}

function gitError(spec: GitSpec, revision: string, error: unknown): XformError {
  const failed = error as NodeJS.ErrnoException & { stderr?: string };
  if (failed.code === 'ENOENT') {
    return new XformError('dependency', 'git is needed to install git packages, and was not found.', {
      place: spec.place,
      hint: 'Install git, or use `tarball:` instead.',
    });
  }
  const lines = (failed.stderr ?? failed.message).trim().split('\n');
  return new XformError('dependency', `${withoutSecrets(spec.url)} at '${revision}' could not be fetched.`, {
    place: spec.place,
    notes: lines.slice(-3).map(withoutSecrets),
    hint: 'Check the address, the revision and your access.',
    cause: error,
  });
}

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { installPacked } from '../support/packedInstall.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const [github, gitlab] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text!));
const CHANGED = 'models/silver/orders.sql';

/** Runs commands as the services do: each in a shell that stops at the first error. */
function sh(folder: string, command: string, env: Record<string, string>): void {
  const done = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', HOME: folder, ...env },
    encoding: 'utf8',
  });
  if (done.status !== 0)
    throw new Error(`${command} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
}

const models = (folder: string): string[] =>
  JSON.parse(readFileSync(join(folder, 'target/run_results.json'), 'utf8'))
    .results.map((result: { unique_id: string }) => result.unique_id)
    .filter((id: string) => id.startsWith('model.'))
    .map((id: string) => id.split('.')[2])
    .sort();

describe.each<[string, (folder: string, event: 'push' | 'pull_request') => void]>([
  [
    'GitHub Actions',
    (folder, event) => {
      const steps: Step[] = github.jobs.build.steps;
      const env = {
        GITHUB_ACTIONS: 'true',
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        GITHUB_WORKSPACE: folder,
      };
      const wanted = steps.filter(
        (step) => step.run && (!step.if || step.if === `github.event_name == '${event}'`),
      );
      for (const step of wanted) sh(folder, step.run!, env);
    },
  ],
  [
    'GitLab',
    (folder, event) => {
      const env: Record<string, string> = event === 'push' ? {} : { CI_MERGE_REQUEST_IID: '7' };
      for (const line of gitlab.build.script) sh(folder, line, env);
    },
  ],
])("README's workflow for %s", (service, run) => {
  const folder = mkdtempSync(join(tmpdir(), 'xform-workflow-'));
  beforeAll(() => installPacked(folder, '.'), 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

  it('on the main branch: builds everything and keeps the manifest', () => {
    run(folder, 'push');
    expect(models(folder)).toHaveLength(13);
    expect(existsSync(join(folder, 'prod/manifest.json'))).toBe(true);
  });

  it('in a pull request: builds what changed and what is below it, and reports', () => {
    appendFileSync(join(folder, CHANGED), '\n-- changed in the pull request\n');
    run(folder, 'pull_request');
    expect(models(folder)).toEqual(['daily_revenue', 'dim_dates', 'fct_order_items', 'orders']);
    expect(readFileSync(join(folder, 'reports/xform.xml'), 'utf8')).toContain('<testcase name="orders"');
    if (service !== 'GitHub Actions') return;
    expect(readFileSync(join(folder, 'summary.md'), 'utf8').match(/### xform build: passed/g)).toHaveLength(
      2,
    );
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked } from '../support/packedInstall.js';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'xform-api-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const BODY = `
const told = [];
const report = await build({
  projectDir: 'shop',
  vars: { unused: 1 },
  onEvent: (event) => told.push(event.info.name),
});
const { nodes } = await list({ projectDir: 'shop', select: 'daily_revenue', resourceType: 'model' });
const { manifest } = await parse({ projectDir: 'shop' });
const wrong = await parse({ projectDir: 'nowhere' }).catch((error) => error);
console.log(JSON.stringify({
  success: report.success,
  exitCode: report.exitCode,
  models: report.results.filter((result) => result.unique_id.startsWith('model.')).length,
  told: ['MainReportVersion', 'LogModelResult', 'CommandCompleted'].every((name) => told.includes(name)),
  nodes: nodes.map((node) => node.unique_id),
  project: manifest.metadata === undefined ? null : manifest.metadata.project_name,
  wrong: [wrong instanceof XformError, wrong.kind],
}));
`;

const EXPECTED = {
  success: true,
  exitCode: 0,
  models: 13,
  told: true,
  nodes: ['model.shop.daily_revenue'],
  project: 'shop',
  wrong: [true, 'usage'],
};

const TYPED = `
import { build, type RunReport, type RunResult, type StructuredEvent, XformErrors, isXformError } from 'xform';

async function failed(project: string, signal: AbortSignal): Promise<readonly RunResult[]> {
  const events: StructuredEvent[] = [];
  const report: RunReport = await build({ projectDir: project, signal, onEvent: (event) => events.push(event) });
  const first: string | undefined = events[0]?.info.name;
  console.log(first, report.errors[0]?.place?.line, report.manifest.nodes['model.a.b']?.raw_code);
  return report.results.filter((result) => result.status === 'error');
}

async function mistakes(project: string): Promise<void> {
  // @ts-expect-error threads is a number
  await build({ threads: 'two' });
  // @ts-expect-error there is no such option
  await build({ projekt: project });
  await build({ projectDir: project }).catch((error: unknown) => {
    if (isXformError(error) && error instanceof XformErrors) console.log(error.errors.length);
  });
}

export { failed, mistakes };
`;

describe('the packed tarball in an empty folder', () => {
  beforeAll(() => installPacked(folder, 'shop'), 600_000);

  it('is imported by a module', () => {
    writeFileSync(join(folder, 'a.mjs'), `import { build, list, parse, XformError } from 'xform';\n${BODY}`);
    expect(JSON.parse(run(process.execPath, ['--trace-warnings', 'a.mjs']))).toEqual(EXPECTED);
  });

  it('is required by CommonJS', () => {
    const names = "const { build, list, parse, XformError } = require('xform');";
    writeFileSync(join(folder, 'b.cjs'), `${names}\nvoid (async () => {${BODY}})();`);
    expect(JSON.parse(run(process.execPath, ['b.cjs']))).toEqual(EXPECTED);
  });

  it.each([
    ['node16', 'node16', 'c.mts'],
    ['node16', 'node16', 'd.cts'],
    ['esnext', 'bundler', 'e.ts'],
  ])('has types for module %s, resolution %s (%s)', (module, resolution, file) => {
    writeFileSync(join(folder, file), TYPED);
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const types = join(ROOT, 'node_modules/@types');
    const options = `--ignoreConfig --strict --target es2022 --noEmit --module ${module} --moduleResolution ${resolution}`;
    const words = [...options.split(' '), '--typeRoots', types, '--types', 'node', file];
    expect(run(process.execPath, [tsc, ...words])).toBe('');
  });
});

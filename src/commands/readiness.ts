import { adapterMembers } from '../adapters/adapterObject.js';
import { errorsOf } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import type { Logger } from '../log/types.js';
import type { Macro } from '../manifest/types.js';
import { type ParsedProject, parseProject } from '../parser/parseProject.js';
import type { Project } from '../project/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { DBT_VERSION } from '../util/version.js';
import { foundStats } from './foundStats.js';

/** One thing that was looked at; with problems it is not ready. */
export interface Finding {
  readonly what: string;
  readonly detail: string;
  readonly problems: readonly string[];
}

/** What of a dbt project can be built here, and what stands in the way: looked up without connecting. */
export function findReadiness(project: Project, log: Logger): Finding[] {
  const findings = [versionFinding(project), packagesFinding(project)];
  try {
    const parsed = parseProject(project, { log });
    const { manifest } = parsed;
    const found = foundStats(manifest);
    return [
      ...findings,
      { what: 'parsing', detail: found, problems: [] },
      pythonFinding(parsed),
      macroFinding(parsed),
    ];
  } catch (error) {
    const problems = errorsOf(error).map(formatError);
    const count = `${problems.length} mistake${problems.length === 1 ? '' : 's'}`;
    return [...findings, { what: 'parsing', detail: count, problems }];
  }
}

/** Another version stops the loading of the project, so that this one fits, or --no-version-check is given. */
function versionFinding({ root, packages }: Project): Finding {
  const asking = packages.filter(({ config }) => config.requireDbtVersion.length > 0).length;
  const asked = root.config.requireDbtVersion.join(', ');
  const others = asking - (asked === '' ? 0 : 1);
  const detail = [
    asked === '' ? `as ${DBT_VERSION}` : `as ${DBT_VERSION}, '${asked}' is asked for`,
    ...(others > 0 ? [`${others} package${others === 1 ? ' asks' : 's ask'}, too`] : []),
  ];
  return { what: 'dbt version', detail: detail.join('; '), problems: [] };
}

function packagesFinding({ packages }: Project): Finding {
  const installed = packages.filter(({ kind }) => kind === 'package');
  const names = installed.map(({ name, config }) => (config.version ? `${name} ${config.version}` : name));
  return { what: 'packages', detail: names.length === 0 ? 'none' : names.join(', '), problems: [] };
}

function pythonFinding({ manifest, project }: ParsedProject): Finding {
  const models = Object.values(manifest.nodes).filter(
    (node) => node.resource_type === 'model' && node.language === 'python',
  );
  const { type, runPython } = project.target.plugin;
  const detail = models.length === 0 ? 'none' : String(models.length);
  const problems =
    runPython !== undefined
      ? []
      : models.map(
          (node) => `${node.original_file_path}: Python models do not run on ${type}, on DuckDB they do`,
        );
  return { what: 'Python models', detail, problems };
}

/** Calls that fail as soon as they are reached: of packages' macros and methods of `adapter` that do not exist. */
function macroFinding(parsed: ParsedProject): Finding {
  const { project, macros } = parsed;
  const builtin = new Set(project.packages.filter(({ kind }) => kind === 'builtin').map(({ name }) => name));
  const packages = new Set(project.packages.filter(({ kind }) => kind !== 'builtin').map(({ name }) => name));
  const members = adapterMembers(project.target.plugin);
  const problems: string[] = [];
  let count = 0;
  for (const { macro, template } of macros.byId.values()) {
    if (builtin.has(macro.package_name) || isForOtherEngine(macro, parsed)) continue;
    count++;
    for (const { name, package: from, dispatch } of template.calls) {
      if (dispatch || from === undefined || !packages.has(from) || macros.findInPackage(from, name)) continue;
      problems.push(
        unknown(
          macro,
          `${from}.${name}`,
          [...macros.byId.values()]
            .filter((other) => other.macro.package_name === from)
            .map((other) => other.macro.name),
        ),
      );
    }
    for (const name of adapterCalls(macro)) {
      if (!members.includes(name)) problems.push(unknown(macro, `adapter.${name}`, members));
    }
  }
  return { what: 'calls in macros', detail: `${count} macros of the project and its packages`, problems };
}

/** `snowflake__name` is never reached elsewhere. */
function isForOtherEngine({ name }: Macro, { project }: ParsedProject): boolean {
  const prefix = /^([a-z]+)__/.exec(name)?.[1];
  if (prefix === undefined || prefix === 'default') return false;
  return !project.packages.some(({ kind, name: own }) => kind === 'builtin' && own === `dbt_${prefix}`);
}

function adapterCalls({ macro_sql: text }: Macro): Set<string> {
  const code = text.replace(/\{#[\s\S]*?#\}/g, '');
  return new Set([...code.matchAll(/(?<![\w.])adapter\.(\w+)\s*\(/g)].map(([, name]) => name!));
}

function unknown(
  { original_file_path: file, name }: Macro,
  called: string,
  known: readonly string[],
): string {
  const hint = didYouMean(called.slice(called.indexOf('.') + 1), known);
  return `${file}: macro ${name} calls ${called}, which does not exist${hint === undefined ? '' : ` (${hint})`}`;
}

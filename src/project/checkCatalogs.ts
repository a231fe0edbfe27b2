import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { throwCollected, XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { isMapping, mappingEntries, mappingGet } from './mapping.js';
import { renderYaml } from './renderYaml.js';
import type { Project } from './types.js';
import type { YamlPath } from './yaml.js';
import { createYamlContext } from './yamlContext.js';
import { loadYamlFile } from './yamlFile.js';

const FILE = 'catalogs.yml';

const CATALOG_KEYS = ['name', 'active_write_integration', 'write_integrations'];
const INTEGRATION_KEYS = [
  'name',
  'catalog_type',
  'catalog_name',
  'table_format',
  'external_volume',
  'file_format',
  'adapter_properties',
];

/** Commands that read the project and nothing else of it; dbt does not look at catalogs.yml there. */
const WITHOUT_CATALOGS = ['list', 'generate', 'freshness'];

interface Problem {
  readonly message: string;
  readonly at: YamlPath;
  readonly hint: string;
}

/**
 * Reads catalogs.yml of the root project, where there is one, and refuses what is wrong with it (features A61). No
 * engine writes to such a catalog, so one that is right is an error, too: its tables would end up elsewhere.
 */
export function checkCatalogs({ root, cliVars, flags, invocation, target }: Project, log: Logger): void {
  const path = join(root.root, FILE);
  if (WITHOUT_CATALOGS.includes(flags.which) || !existsSync(path)) return;
  const file = loadYamlFile(path, FILE, 'parse');
  const context = createYamlContext({ invocation, flags, log, vars: cliVars, file: FILE });
  const catalogs: Value = renderYaml(file.values['catalogs'] ?? [], ['catalogs'], { file, context });
  const problems: readonly Problem[] = Array.isArray(catalogs)
    ? catalogs.flatMap((catalog, i) => catalogProblems(catalog, ['catalogs', i], target.plugin.type))
    : [{ message: "'catalogs' is not a list", at: ['catalogs'], hint: "Start each with '- name: ...'." }];
  throwCollected(
    problems.map(
      ({ message, at, hint }) => new XformError('runtime', message, { place: file.placeOf(at), hint }),
    ),
  );
}

function catalogProblems(catalog: Value, at: YamlPath, engine: string): readonly Problem[] {
  const wrong = keyProblems(catalog, ['name'], CATALOG_KEYS, at);
  if (wrong.length > 0) return wrong;
  const listed: Value = mappingGet(catalog, 'write_integrations') ?? [];
  const integrations: readonly Value[] = Array.isArray(listed) ? listed : [listed];
  const below = (index: number): YamlPath => [...at, 'write_integrations', index];
  const wrongBelow = integrations.flatMap((each, i) =>
    keyProblems(each, ['name', 'catalog_type'], INTEGRATION_KEYS, below(i)),
  );
  if (wrongBelow.length > 0) return wrongBelow;
  const names = integrations.map((each) => String(mappingGet(each, 'name')));
  const twice = names.findIndex((each, i) => names.indexOf(each) !== i);
  const name = `Catalog '${mappingGet(catalog, 'name')}'`;
  if (twice >= 0)
    return [
      {
        message: `${name} has two write_integrations '${names[twice]}'`,
        at: below(twice),
        hint: 'Rename one.',
      },
    ];
  const active =
    mappingGet(catalog, 'active_write_integration') ?? (names.length === 1 ? names[0] : undefined);
  const chosen = names.indexOf(active);
  if (chosen < 0) {
    const message =
      active === undefined
        ? `${name} does not say which of its write_integrations is used`
        : `${name} has no write_integration '${active}'`;
    const hint =
      didYouMean(String(active), names) ?? `'active_write_integration' is one of: ${names.join(', ')}.`;
    return [{ message, at, hint }];
  }
  const type = mappingGet(integrations[chosen], 'catalog_type');
  return [
    {
      message: `Catalog type is not supported: ${engine} has no catalogs of type '${type}'`,
      at: [...below(chosen), 'catalog_type'],
      hint: `Remove the catalog from ${FILE}, and catalog_name from the models.`,
    },
  ];
}

function keyProblems(
  value: Value,
  required: readonly string[],
  known: readonly string[],
  at: YamlPath,
): readonly Problem[] {
  const all = `Known are ${known.join(', ')}.`;
  if (!isMapping(value)) return [{ message: 'This is not a mapping of keys to values', at, hint: all }];
  const keys = [...mappingEntries(value)].map(([key]) => String(key));
  return [
    ...required
      .filter((key) => !keys.includes(key))
      .map((key) => ({ message: `'${key}' is missing`, at, hint: `Add '${key}: ...'.` })),
    ...keys
      .filter((key) => !known.includes(key))
      .map((key) => ({
        message: `'${key}' is not known`,
        at: [...at, key],
        hint: didYouMean(key, known) ?? all,
      })),
  ];
}

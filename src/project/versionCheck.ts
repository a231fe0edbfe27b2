import compareVersions from 'semver/functions/compare';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { DBT_VERSION } from '../util/version.js';
import type { YamlFile } from './yamlFile.js';

/** An operator, a version of three numbers, and perhaps a prerelease, with or without a dash (`1.8.0b1`). */
const SPECIFIER = /^(>=|<=|>|<|=)?(\d+\.\d+\.\d+)(?:-?([a-zA-Z][\da-zA-Z.-]*))?(?:\+[\w.-]+)?$/;

/**
 * `require-dbt-version` as a list. Text holds several separated by commas, an element of a list holds one.
 * Throws XformError('project') for what is no version.
 */
export function versionSpecifiers(given: Value, file: YamlFile): readonly string[] {
  if (given === undefined || given === null) return [];
  const list: string[] = Array.isArray(given) ? given : String(given).split(',');
  return list.map((specifier, i) => {
    const path = Array.isArray(given) ? ['require-dbt-version', i] : ['require-dbt-version'];
    const trimmed = specifier.trim().replace(/^([<>=]+)\s+/, '$1');
    if (!SPECIFIER.test(trimmed)) {
      throw new XformError('project', `'${specifier}' is no version that 'require-dbt-version' understands`, {
        place: file.placeOf(path, 'value'),
        hint: 'Write three numbers with one of >=, >, <, <= or = before them: ">=1.8.0,<2.0.0".',
      });
    }
    return trimmed;
  });
}

/** Throws XformError('project') when the dbt version that xform stands for is outside of what a package asks for. */
export function checkDbtVersion(name: string, specifiers: readonly string[], file: YamlFile): void {
  if (specifiers.every(admitsOurVersion)) return;
  throw new XformError(
    'project',
    `'${name}' asks for dbt ${specifiers.join(', ')}, but xform does what dbt ${DBT_VERSION} does`,
    {
      place: file.placeOf(['require-dbt-version']),
      hint: `Use another version of '${name}', or run with --no-version-check.`,
    },
  );
}

function admitsOurVersion(specifier: string): boolean {
  const [, operator = '=', numbers, prerelease] = SPECIFIER.exec(specifier)!;
  const order = compareVersions(
    DBT_VERSION,
    prerelease === undefined ? numbers! : `${numbers}-${prerelease}`,
  );
  if (operator === '=') return order === 0;
  if (operator === '>') return order > 0;
  if (operator === '<') return order < 0;
  return operator === '>=' ? order >= 0 : order <= 0;
}

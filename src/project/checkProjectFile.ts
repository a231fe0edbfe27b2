import { throwCollected, XformError } from '../errors/error.js';
import { didYouMean } from '../util/didYouMean.js';
import { FORMER_KEYS, PROJECT_KEYS } from './projectKeys.js';
import { RESERVED_NAMES } from './reservedNames.js';
import type { YamlMap } from './types.js';
import type { YamlFile } from './yamlFile.js';

/**
 * Checks the rendered top-level keys of a project file, all at once: unknown ones, wrong types, two names for one thing,
 * the project's name. Throws XformError('project').
 */
export function checkProjectFile(file: YamlFile, values: YamlMap): void {
  const errors: XformError[] = [];
  const fail = (
    key: string | undefined,
    message: string,
    hint?: string,
    part: 'key' | 'value' = 'value',
  ): void => {
    const place = file.placeOf(key === undefined ? [] : [key], part);
    errors.push(new XformError('project', message, { place, ...(hint === undefined ? {} : { hint }) }));
  };
  for (const key of Object.keys(values)) {
    const check = Object.hasOwn(PROJECT_KEYS, key) ? PROJECT_KEYS[key]! : undefined;
    if (check === undefined) {
      const hint =
        didYouMean(key, Object.keys(PROJECT_KEYS)) ?? 'Remove it, or move your own settings below `vars:`.';
      fail(key, `${file.file} has no setting '${key}'`, hint, 'key');
      continue;
    }
    const expected = values[key] === null ? undefined : check(values[key]);
    if (expected !== undefined) fail(key, `'${key}' must be ${expected}`);
  }
  for (const [former, { now }] of Object.entries(FORMER_KEYS)) {
    if (former in values && now in values)
      fail(former, `'${former}' is the former name of '${now}': keep only one`, undefined, 'key');
  }
  if (isSet(values['tests']) && isSet(values['data_tests'])) {
    fail('tests', "'tests' is the former name of 'data_tests': keep only one", undefined, 'key');
  }
  checkName(values, fail);
  throwCollected(errors);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkName(
  values: YamlMap,
  fail: (key: string | undefined, message: string, hint?: string) => void,
): void {
  const name: unknown = values['name'];
  if (name === undefined || name === null) {
    fail(undefined, "The setting 'name' is missing", 'Give the project a name: name: my_project');
  } else if (typeof name === 'string' && !/^[\p{L}\p{M}\p{Pc}][\p{L}\p{M}\p{N}\p{Pc}]*$/u.test(name)) {
    const proposal = name.replace(/[^\p{L}\p{M}\p{N}\p{Pc}]+/gu, '_').replace(/^(?=\d)/, '_');
    fail(
      'name',
      `'${name}' cannot be a project's name`,
      `A name is made of letters, digits and underscores and does not start with a digit${proposal === '' ? '' : `: ${proposal}`}.`,
    );
  } else if (typeof name === 'string' && RESERVED_NAMES.has(name)) {
    fail(
      'name',
      `'${name}' cannot be a project's name: templates use it for something else`,
      'Choose another name.',
    );
  }
}

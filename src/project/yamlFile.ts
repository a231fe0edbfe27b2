import type { Place } from '../errors/error.js';
import { type ErrorKind, XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { readText } from '../util/readText.js';
import { isMapping, requireStringKeys } from './mapping.js';
import type { YamlMap } from './types.js';
import { parseYamlFile, type YamlPath, type YamlWarning } from './yaml.js';

/** A YAML file whose document is a mapping with text keys. */
export interface YamlFile {
  /** As errors show it. */
  readonly file: string;
  readonly values: YamlMap;
  readonly warnings: readonly YamlWarning[];
  placeOf(path: YamlPath, part?: 'key' | 'value'): Place;
}

/** Loads a YAML file that must hold a mapping; an empty one gives no values. Errors are of family `kind`. */
export function loadYamlFile(path: string, shownPath: string, kind: ErrorKind): YamlFile {
  const document = parseYamlFile(readText(path, shownPath, kind), shownPath);
  const values: Value = document.value ?? {};
  if (!isMapping(values)) {
    throw new XformError(kind, `${shownPath} must be a mapping of keys to values`, {
      place: document.placeOf([]),
      hint: 'Write each setting as `key: value` on a line of its own.',
    });
  }
  const record = requireStringKeys(values, (key) => {
    throw new XformError(kind, `The key ${String(key)} of ${shownPath} is not text`, {
      place: document.placeOf([String(key)]),
      hint: 'Put it in quotes.',
    });
  });
  return {
    file: shownPath,
    values: record,
    warnings: document.warnings,
    placeOf: (at, part) => document.placeOf(at, part),
  };
}

import { type Place, XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { constructValue } from './yaml/constructValue.js';
import { explainYamlProblem } from './yaml/explainProblem.js';
import { type EventStream, parseEvents, unpaddedOffset, YamlSyntaxError } from './yaml/parseEvents.js';
import { createPlaceFinder, placeAt } from './yaml/places.js';

/** A key of a mapping or an index of a sequence, from the root of a YAML document down. */
export type YamlPath = readonly (string | number)[];

/** Something odd in a YAML file that does not stop it from loading (a duplicate key). */
export interface YamlWarning {
  readonly message: string;
  readonly place: Place;
}

/** A loaded YAML file. */
export interface YamlDocument {
  /** null for an empty file. */
  readonly value: Value;
  readonly warnings: readonly YamlWarning[];
  /**
   * Where `path` is: of a mapping entry the place of its key (or of its value with `part` 'value'), of a sequence item
   * the item's. A path that does not exist gives the place of the deepest part of it that does.
   */
  placeOf(path: YamlPath, part?: 'key' | 'value'): Place;
}

/** Loads the text of a YAML file: dbt strips it first, which shows where a block scalar ends the file. */
export function parseYamlFile(text: string, file: string): YamlDocument {
  return parseYaml(text.trimEnd(), file);
}

/**
 * Loads `text` as PyYAML's safe loader does (features A19). Mappings become plain objects, or PyDict where a key is
 * not a string or looks like an array index; floats PyFloat; dates PyDate and PyDateTime.
 * Throws XformError('parse') with its place.
 */
export function parseYaml(text: string, file: string): YamlDocument {
  let stream: EventStream | undefined;
  try {
    stream = parseEvents(text);
    const { value, duplicates } = constructValue(stream.events, stream.source);
    const { source, padding } = stream;
    const warnings = duplicates.map(({ key, offset }) => ({
      message: `the key '${key}' is given twice in one mapping; the last one counts`,
      place: placeAt(text, file, unpaddedOffset(source, offset, padding)),
    }));
    let findPlace: ReturnType<typeof createPlaceFinder> | undefined;
    const placeOf = (path: YamlPath, part: 'key' | 'value' = 'key'): Place => {
      findPlace ??= createPlaceFinder(text, file);
      return findPlace(path, part);
    };
    return { value, warnings, placeOf };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    const { reason, offset } = error.problem;
    const at = stream ? unpaddedOffset(stream.source, offset, stream.padding) : offset;
    const explained = explainYamlProblem(text, reason, at);
    throw new XformError('parse', `Cannot read this YAML: ${explained.message}`, {
      place: placeAt(text, file, explained.offset),
      ...(explained.hint === undefined ? {} : { hint: explained.hint }),
    });
  }
}

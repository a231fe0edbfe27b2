import type { Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';

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

/** Loads `text` as PyYAML's safe loader does (features A19). Throws XformError('parse') with its place. */
export declare function parseYaml(text: string, file: string): YamlDocument;

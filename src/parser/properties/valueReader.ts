import { type Place, XformError } from '../../errors/error.js';
import { typeName } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';

/** Knows where in a property file the value at hand stands, for errors. */
export interface ValueReader {
  at(...path: (string | number)[]): ValueReader;
  place(part?: 'key' | 'value'): Place;
  /** An error at this place. */
  error(message: string, hint?: string): XformError;
}

export function entryReader(entry: PropertyEntry, path: readonly (string | number)[] = []): ValueReader {
  return new EntryReader(entry, undefined, path);
}

/** Keeps its way from the entry as links: thousands are made, and few are asked for a place. */
class EntryReader implements ValueReader {
  constructor(
    private readonly entry: PropertyEntry,
    private readonly parent: EntryReader | undefined,
    private readonly steps: readonly (string | number)[],
  ) {}

  at(...steps: (string | number)[]): ValueReader {
    return new EntryReader(this.entry, this, steps);
  }

  place(part?: 'key' | 'value'): Place {
    return placeInEntry(this.entry, this.path(), part);
  }

  error(message: string, hint?: string): XformError {
    const { section, name } = this.entry;
    return new XformError('parse', `Invalid ${section} entry '${name}': ${message}`, {
      place: this.place(),
      ...(hint === undefined ? {} : { hint }),
    });
  }

  private path(): (string | number)[] {
    return [...(this.parent?.path() ?? []), ...this.steps];
  }
}

/** A list, [] for a missing or empty one. */
export function listOf(value: Value, key: string, reader: ValueReader): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw reader.at(key).error(`'${key}' is not a list`, "Start each element on its own line with '- '.");
}

/** Text, undefined for a missing or empty value. */
export function optionalText(value: Value, key: string, reader: ValueReader): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw reader.at(key).error(`'${key}' is not text but a ${typeName(value)}`, 'Put quotes around it.');
}

/** One text or a list of texts. */
export function textList(value: Value, reader: ValueReader, key: string): string[] {
  if (value === undefined || value === null) return [];
  const items: readonly Value[] = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    if (typeof item === 'string') return item;
    throw reader
      .at(key)
      .error(`'${key}' holds a ${typeName(item)} where text is expected`, 'Put quotes around it.');
  });
}

export function optionalBoolean(value: Value, key: string, reader: ValueReader): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw reader.at(key).error(`'${key}' is not true or false but a ${typeName(value)}`);
}

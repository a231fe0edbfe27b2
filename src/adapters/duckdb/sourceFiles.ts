import { XformError } from '../../errors/error.js';
import { findItem } from '../../jinja/values/lookup.js';
import { pyStr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';

type Fields = Readonly<Record<string, Value>>;

const MARKS: Readonly<Record<string, RegExp>> = {
  newstyle: /\{\{|\}\}|\{(\w+)(?:![rs])?\}/g,
  oldstyle: /%%|%\((\w+)\)s/g,
  template: /\$\$|\$\{(\w+)\}|\$([A-Za-z_]\w*)/g,
};

/**
 * What stands in SQL for a source that is files: `external_location` of its configuration or meta, with the names of
 * the source's fields replaced (`data/{name}.csv`). A function call or quoted text stays as it is.
 */
export function sourceFiles(source: Fields): string | undefined {
  const setting = (name: string): Value =>
    findItem(source['config'] ?? {}, name) ??
    findItem(findItem(source['config'] ?? {}, 'meta') ?? {}, name) ??
    findItem(source['meta'] ?? {}, name) ??
    findItem(source['source_meta'] ?? {}, name) ??
    null;
  const location = setting('external_location');
  if (typeof location !== 'string' || location === '') return undefined;
  const text = fill(location, String(setting('formatter') ?? 'newstyle'), source);
  return /^'.*'$/s.test(text) || text.includes('(') ? text : `'${text.replaceAll("'", "''")}'`;
}

function fill(location: string, formatter: string, source: Fields): string {
  const marks = Object.hasOwn(MARKS, formatter) ? MARKS[formatter] : undefined;
  if (marks === undefined) {
    throw new XformError(
      'compilation',
      `Source '${pyStr(source['name'])}': there is no formatter '${formatter}'`,
      {
        hint: `It is one of ${Object.keys(MARKS).join(', ')}.`,
      },
    );
  }
  return location.replace(marks, (mark, first?: string, second?: string) => {
    const name = first ?? second;
    if (name === undefined) return mark.slice(1);
    const value = source[name];
    if (value === undefined) {
      throw new XformError(
        'compilation',
        `Source '${pyStr(source['name'])}': external_location has the mark ${mark}, which sources have no field for`,
        { hint: 'Use name, identifier, schema, database or another field of the source.' },
      );
    }
    return pyStr(value);
  });
}

import { PyDict } from '../../jinja/values/dict.js';
import type { Value } from '../../jinja/values/types.js';

/** Options of an external model, as templates hold them: a dict of any kind. */
function entriesOf(options: Value): [string, Value][] {
  if (options === null || options === undefined) return [];
  return options instanceof PyDict || options instanceof Map
    ? [...(options as Map<string, Value>).entries()]
    : Object.entries(options);
}

function setOption(options: Value, name: string, value: Value): void {
  if (options instanceof PyDict || options instanceof Map) options.set(name, value);
  else if (options !== null && options !== undefined) options[name] = value;
}

function extensionOf(location: string): string {
  return /\.(\w+)$/.exec(location)?.[1]?.toLowerCase() ?? '';
}

const PLAIN_FORMATS = new Set(['csv', 'parquet', 'json']);

function text(value: Value): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  return String(value);
}

function hasList(value: Value): boolean {
  return Array.isArray(value);
}

/**
 * Options of COPY ... TO for a file: the given ones, and format and header where they are not given. They are also put
 * into `options`, where a materialization reads them afterwards.
 */
export function externalWriteOptions(location: Value, options: Value): string {
  const given = new Map(entriesOf(options));
  const add = (name: string, value: Value) => {
    if (given.has(name)) return;
    given.set(name, value);
    setOption(options, name, value);
  };
  const partitions = given.get('partition_by');
  if (hasList(partitions) || (typeof partitions === 'string' && /^[^(].*,/.test(partitions))) {
    const list = `(${hasList(partitions) ? partitions.join(', ') : partitions})`;
    given.set('partition_by', list);
    setOption(options, 'partition_by', list);
  }
  const isDelimited = given.has('delimiter') || given.has('header');
  const extension = extensionOf(String(location));
  add('format', isDelimited ? 'csv' : PLAIN_FORMATS.has(extension) ? extension : 'parquet');
  if (given.get('format') === 'csv') add('header', 1);
  return [...given]
    .map(([name, value]) => `${name} ${name === 'delimiter' ? `'${text(value)}'` : text(value)}`)
    .join(', ');
}

/** What reads back everything COPY wrote: a glob below the folder where several files were written. */
export function externalReadLocation(location: Value, options: Value): string {
  const given = new Map(entriesOf(options));
  const partitions = given.get('partition_by');
  const format = given.get('format') ?? 'parquet';
  const isSplit = Boolean(given.get('per_thread_output'));
  if (!partitions && !isSplit) return String(location);
  const levels = !partitions
    ? 0
    : hasList(partitions)
      ? partitions.length
      : String(partitions).split(',').length;
  return [String(location), ...Array(levels).fill('*'), `*.${format}`].join('/');
}

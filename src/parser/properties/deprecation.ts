import type { Value } from '../../jinja/values/types.js';
import type { ValueReader } from './valueReader.js';

const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** As manifest.json shows it: `2020-01-01T00:00:00+00:00`; dates without a zone are UTC. */
export function parseDeprecationDate(value: Value, reader: ValueReader): string | null {
  if (value === undefined || value === null) return null;
  const text = String(value).trim();
  const at = reader.at('deprecation_date');
  if (!DATE.test(text))
    throw at.error(`'${text}' is not a date`, 'Write it as 2027-01-31 or 2027-01-31T12:00:00+00:00.');
  const [day, time = '00:00:00+00:00'] = text.split(/[T ]/) as [string, string?];
  const parts = /^(\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(time)!;
  const zone = (parts[4] ?? 'Z').replace('Z', '+00:00').replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const iso = `${day}T${parts[1]}${parts[2] ?? ':00'}${parts[3] ?? ''}${zone}`;
  if (Number.isNaN(Date.parse(iso))) throw at.error(`'${text}' is not a date`);
  return iso;
}

import { XformError } from '../../errors/error.js';
import { didYouMean } from '../../util/didYouMean.js';
import { pyFunction } from '../pyFunction.js';
import { pyRepr } from '../values/operations.js';
import { PySet } from '../values/set.js';
import type { Kwargs, Value } from '../values/types.js';
import { intArgument } from './arguments.js';
import { PyClass, PyModule, pyError } from './pyClass.js';
import { COUNTRY_TABLE } from './pytz/countryTable.js';
import { allZones, findZone } from './pytz/zoneData.js';
import { ChangingZone, FixedZone, type PytzZone } from './pytz/zones.js';

/** pytz.utc, also what pytz.timezone('UTC') gives. */
export const pytzUtc: PytzZone = new FixedZone('UTC', 0, 'UTC', '<UTC>', 'UTC');

const made = new Map<string, PytzZone>();

/** pytz.timezone(name), in any case; undefined for a name that is no zone. The same object each time. */
export function findTimezone(name: string): PytzZone | undefined {
  if (name.toUpperCase() === 'UTC') return pytzUtc;
  const data = findZone(name);
  if (data === undefined) return undefined;
  let zone = made.get(data.name);
  if (zone === undefined) {
    const { offset, abbreviation } = data.periods[0]!;
    zone = data.fixed
      ? new FixedZone(data.name, offset, abbreviation, `<StaticTzInfo '${data.name}'>`, 'StaticTzInfo')
      : ChangingZone.of(data);
    made.set(data.name, zone);
  }
  return zone;
}

const timezone = pyFunction('timezone', ['zone'], (name: Value) => {
  const zone = typeof name === 'string' ? findTimezone(name) : undefined;
  if (zone !== undefined) return zone;
  throw new XformError('compilation', `unknown time zone: ${pyRepr(name)}`, {
    hint:
      (typeof name === 'string'
        ? didYouMean(
            name,
            zoneNames(() => true),
          )
        : undefined) ?? "Use a name of the tz database such as 'Europe/Berlin' or 'UTC'.",
  });
});

const fixedOffsets = new Map<number, FixedZone>();

const fixedOffset = pyFunction('FixedOffset', ['offset'], (offset) => {
  const minutes = intArgument(offset);
  if (minutes === 0) return pytzUtc;
  if (Math.abs(minutes) >= 1440) throw pyError(`absolute offset is too large: ${minutes} minutes`);
  let zone = fixedOffsets.get(minutes);
  if (zone === undefined) {
    zone = new FixedZone(null, minutes, null, `pytz.FixedOffset(${minutes})`, 'FixedOffset');
    fixedOffsets.set(minutes, zone);
  }
  return zone;
});

function zoneNames(wanted: (zone: { readonly common: boolean }) => boolean): string[] {
  return [...allZones().values()].filter(wanted).map((zone) => zone.name);
}

const isAny = () => true;
const isCommon = (zone: { readonly common: boolean }) => zone.common;

interface Country {
  readonly code: string;
  readonly name: string;
  readonly zones: readonly string[];
}

function countries(): Country[] {
  return COUNTRY_TABLE.trim()
    .split('\n')
    .map((line) => {
      const [code, name, zones] = line.split('|') as [string, string, string];
      return { code, name, zones: zones === '' ? [] : zones.split(' ') };
    });
}

/** A dict by country code in any case, which may also be called with one. */
class CountryDict extends PyModule {
  override readonly pyType = 'dict';

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? super.pyItem(key.toUpperCase()) : undefined;
  }

  override pyCall(args: Value[], _kwargs: Kwargs): Value {
    const value = this.pyItem(args[0]);
    if (value === undefined) throw pyError(`unknown country code: ${pyRepr(args[0] ?? null)}`);
    return value;
  }
}

function countryDict(name: string, makeValue: (country: Country) => Value, skipEmpty: boolean): CountryDict {
  const wanted = countries().filter((country) => !skipEmpty || country.zones.length > 0);
  return new CountryDict(name, Object.fromEntries(wanted.map((c) => [c.code, () => makeValue(c)])));
}

function errorClass(name: string): PyClass {
  return new PyClass({
    name: `pytz.exceptions.${name}`,
    construct: () => {
      throw pyError(`${name} is an error; templates cannot create it`);
    },
  });
}

/** `modules.pytz`. */
export function createPytzModule(): PyModule {
  return new PyModule('pytz', {
    timezone: () => timezone,
    utc: () => pytzUtc,
    country_timezones: () => countryDict('country_timezones', (country) => [...country.zones], true),
    country_names: () => countryDict('country_names', (country) => country.name, false),
    AmbiguousTimeError: () => errorClass('AmbiguousTimeError'),
    InvalidTimeError: () => errorClass('InvalidTimeError'),
    NonExistentTimeError: () => errorClass('NonExistentTimeError'),
    UnknownTimeZoneError: () => errorClass('UnknownTimeZoneError'),
    all_timezones: () => zoneNames(isAny),
    all_timezones_set: () => new PySet(zoneNames(isAny)),
    common_timezones: () => zoneNames(isCommon),
    common_timezones_set: () => new PySet(zoneNames(isCommon)),
    BaseTzInfo: () => errorClass('BaseTzInfo'),
    FixedOffset: () => fixedOffset,
  });
}

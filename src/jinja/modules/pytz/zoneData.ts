import { ZONE_TABLE } from './zoneTable.js';

/** What was in force in a zone at some moment; minutes, as pytz rounds them. */
export interface ZonePeriod {
  readonly offset: number;
  readonly dst: number;
  readonly abbreviation: string;
}

export interface ZoneData {
  readonly name: string;
  /** One offset for ever. */
  readonly fixed: boolean;
  readonly common: boolean;
  /** Periods since 1970 by offset; of several with one offset the newest. */
  readonly periods: readonly ZonePeriod[];
}

let zones: ReadonlyMap<string, ZoneData> | undefined;

/** All zones by their lower-case names, in the order of their names. */
export function allZones(): ReadonlyMap<string, ZoneData> {
  zones ??= readTable();
  return zones;
}

export function findZone(name: string): ZoneData | undefined {
  return allZones().get(name.toLowerCase());
}

function readTable(): ReadonlyMap<string, ZoneData> {
  const list = ZONE_TABLE.trim().split('\n').flatMap(readLine);
  list.sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(list.map((zone) => [zone.name.toLowerCase(), zone]));
}

function readLine(line: string): ZoneData[] {
  const [signature, names] = line.split('|') as [string, string];
  const fixed = signature.startsWith('S');
  const periods = signature.slice(1).split(' ').map(readPeriod);
  return names.split(' ').map((name) => {
    const common = !name.startsWith('~');
    return { name: common ? name : name.slice(1), fixed, common, periods };
  });
}

const PERIOD = /^(.+?)([+-]\d+)(?:\*(-?\d+))?$/;

function readPeriod(text: string): ZonePeriod {
  const [, abbreviation, offset, dst] = PERIOD.exec(text)!;
  return { abbreviation: abbreviation!, offset: Number(offset), dst: Number(dst ?? 0) };
}

/** pytz knows changes from 1901-12-13T20:45:52Z to the end of 2037; before is local mean time, later nothing changes. */
const FIRST_CHANGE = -2147483648;
const LAST_CHANGE = Date.UTC(2037, 11, 31) / 1000;
const LONG_AGO = Date.UTC(1800, 0, 1) / 1000;

/** What is in force in `zone` at a moment, in seconds since 1970 UTC. */
export function periodAt(zone: ZoneData, seconds: number): ZonePeriod {
  if (zone.fixed) return zone.periods[0]!;
  if (seconds < FIRST_CHANGE) return localMeanTime(zone);
  const offset = offsetAt(zone.name, Math.min(seconds, LAST_CHANGE));
  return zone.periods.find((period) => period.offset === offset) ?? unnamed(offset);
}

export function localMeanTime(zone: ZoneData): ZonePeriod {
  return { offset: offsetAt(zone.name, LONG_AGO), dst: 0, abbreviation: 'LMT' };
}

/** Offsets from before 1970 that have no abbreviation in the table are named by their number, as newer ones are. */
function unnamed(offset: number): ZonePeriod {
  const size = Math.abs(offset);
  const digits =
    `${Math.floor(size / 60)}`.padStart(2, '0') + (size % 60 === 0 ? '' : `${size % 60}`.padStart(2, '0'));
  return { offset, dst: 0, abbreviation: `${offset < 0 ? '-' : '+'}${digits}` };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(timeZone: string, seconds: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', hour: 'numeric' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(seconds * 1000).find((part) => part.type === 'timeZoneName')!.value;
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (match === null) return 0;
  const minutes = Math.round(Number(match[2]) * 60 + Number(match[3]) + Number(match[4] ?? 0) / 60);
  return match[1] === '-' ? -minutes : minutes;
}

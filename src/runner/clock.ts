/** Wall time with fractions of a millisecond that never runs backwards during a run. */
export interface Clock {
  /** Milliseconds since 1970. */
  time(): number;
}

export function createClock(now: () => Date): Clock {
  const start = now().getTime();
  const origin = performance.now();
  return { time: () => start + performance.now() - origin };
}

/** ISO 8601 in UTC with microseconds, as dbt's artifacts have it. */
export function isoTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micros = Math.floor((milliseconds - whole) * 1000);
  return `${new Date(whole).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}

/** The same without the zone, as dbt's events have it. */
export function eventTime(milliseconds: number): string {
  return isoTime(milliseconds).slice(0, -1);
}

/** Microseconds since 1970 (which may be negative) as sources.json has them. */
export function microsToIso(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const text = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, -4);
  // As Python's isoformat: whole seconds have no fraction.
  if (fraction === 0n) return `${text.slice(0, -1)}+00:00`;
  return `${text}${String(fraction).padStart(6, '0')}+00:00`;
}

import { createDatetimeModule } from './datetime.js';
import { PyModule } from './pyClass.js';

/** Told when a template asks for something that is new in each run (the time of day). */
export type OnVolatile = (name: string) => void;

/** `modules`: the parts of Python's library that dbt hands to templates. */
export function createModules(_onVolatile: OnVolatile = () => {}): PyModule {
  return new PyModule('modules', { datetime: createDatetimeModule });
}

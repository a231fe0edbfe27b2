import type { Value } from '../../jinja/values/types.js';
import type { Logger } from '../../log/types.js';
import type { Policy } from '../relationParts.js';
import type { Slot } from '../slot.js';
import type { AdapterPlugin, AdapterSession, Credentials } from '../types.js';

/** What methods know without a database. */
export interface MethodFacts {
  readonly plugin: AdapterPlugin;
  readonly credentials: Credentials;
  /** The project's quoting over the adapter's. */
  readonly quoting: Policy;
  readonly projectName: string;
  /** Settings of the invocation under their lower-case names. */
  readonly flags: Readonly<Record<string, Value>>;
  readonly log: Logger;
}

/** What methods that work in the database get; `slot` is where statements go, `callMacro` reaches the project's macros. */
export interface MethodSession extends AdapterSession {
  readonly facts: MethodFacts;
  readonly slot: Slot;
}

/** A method whose answer needs no database: the same while parsing, unless dbt gives None then. */
export interface PureMethod {
  readonly parameters: readonly string[];
  readonly whileParsing?: 'none';
  run(facts: MethodFacts, ...args: Value[]): Value;
}

/** A method that works in the database; `parseValue` stands in for it while parsing (features E2). */
export interface DatabaseMethod {
  readonly parameters: readonly string[];
  parseValue(...args: Value[]): Value;
  run(session: MethodSession, ...args: Value[]): Value | Promise<Value>;
}

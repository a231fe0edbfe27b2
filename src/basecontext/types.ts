import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';

/**
 * What a render looked at outside its own text, told as it happens (the key of the parse cache).
 * 'env': value, or null when unset. 'var': the value before rendering, undefined when no scope has it.
 * 'target', 'flag': value, undefined when there is no such field.
 * 'volatile': the render used something that is new in each run (name says what), so its result must not be kept.
 */
export type ReadKind = 'env' | 'var' | 'target' | 'flag' | 'volatile';
export type OnRead = (kind: ReadKind, name: string, value: Value | undefined) => void;

export const ignoreRead: OnRead = () => {};

/** The part of an invocation that templates may see (project/types.ts Invocation fits). */
export interface InvocationFacts {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args: Readonly<Record<string, Value>>;
}

/** Where `var()` looks, and what it does with what it finds. */
export interface VarSource {
  /** The value of a var from the highest scope that has it; undefined when none has. */
  lookup(name: string): Value | undefined;
  /** Every var that can be seen, for messages. */
  readonly names: () => Iterable<string>;
  /** Who asks, for messages: a node's name or a file. */
  readonly owner: string;
  /** What a var without value and default is: an error, or None (while parsing). */
  readonly missing: 'error' | 'none';
  /** Renders a string value (vars may hold Jinja); absent: as it is. */
  readonly render?: (text: string) => Value;
}

/** The state that base names are made from. A render context hands in its own, with more. */
export interface BaseScope {
  readonly invocation: InvocationFacts;
  /** Settings of the invocation under their lower-case names. */
  readonly flags: Readonly<Record<string, Value>>;
  readonly log: Logger;
  readonly onRead?: OnRead;
  /** Loads YAML as PyYAML's safe loader; throws XformError for text that is none. */
  readonly parseYaml: (text: string) => Value;
  readonly vars: VarSource;
  /** Fields of `target` (see createTarget); absent where there is no profile yet. */
  readonly target?: Readonly<Record<string, Value>>;
  /** env_var may read secrets: only in profiles.yml and packages.yml. */
  readonly allowSecrets?: boolean;
}

/** How a name's value is made, when a template first asks for it. */
export type BaseName = (scope: BaseScope) => Value | undefined;

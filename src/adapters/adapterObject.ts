import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { raise } from '../jinja/values/raise.js';
import { typeName } from '../jinja/values/typeName.js';
import { type Callable, PyObject, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { BehaviorFlags } from './behaviorFlags.js';
import { columnMethods } from './methods/columnMethods.js';
import { constraintMethods } from './methods/constraints.js';
import { quotingMethods, relationMethods } from './methods/relationMethods.js';
import { schemaMethods } from './methods/schemaMethods.js';
import { snapshotMethods, snapshotSettings } from './methods/snapshotMethods.js';
import { statementMethods } from './methods/statementMethods.js';
import type { DatabaseMethod, MethodFacts, MethodSession, PureMethod } from './methods/types.js';
import { valueMethods } from './methods/valueMethods.js';
import type { AdapterPlugin } from './types.js';

const PURE: Readonly<Record<string, PureMethod>> = {
  ...valueMethods,
  ...quotingMethods,
  ...constraintMethods,
  ...snapshotSettings,
};

const DATABASE: Readonly<Record<string, DatabaseMethod>> = {
  ...statementMethods,
  ...relationMethods,
  ...schemaMethods,
  ...columnMethods,
  ...snapshotMethods,
};

/** Members that are no methods of the tables above. */
const OTHER_MEMBERS = ['dispatch', 'Relation', 'behavior', 'config'];

/** All names that templates may ask `adapter` for. */
export function adapterMembers(plugin: AdapterPlugin): readonly string[] {
  const own = (plugin.methods ?? []).map(({ name }) => name);
  return [...OTHER_MEMBERS, ...Object.keys(PURE), ...Object.keys(DATABASE), ...own];
}

export interface AdapterObjectOptions {
  readonly facts: MethodFacts;
  /** Absent while parsing: methods that work in the database then give a stand-in value (features E2). */
  readonly session?: MethodSession;
  /** Finds a macro by name and namespace (`adapter.dispatch`); throws when there is none. */
  readonly dispatch: (name: string, namespace: string | null) => Value;
  readonly relationClass: PyObject;
}

/** `adapter` of templates. */
class AdapterObject extends PyObject {
  readonly pyType = 'DatabaseWrapper';
  private readonly members = new Map<string, Value>();

  constructor(private readonly options: AdapterObjectOptions) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    let member = this.members.get(name);
    if (member === undefined) {
      member = this.create(name);
      if (member !== undefined) this.members.set(name, member);
    }
    return member;
  }

  private create(name: string): Value | undefined {
    const { facts, session, relationClass } = this.options;
    if (name === 'dispatch') return this.dispatch();
    if (name === 'Relation') return relationClass;
    if (name === 'behavior') return new BehaviorFlags(facts.flags);
    if (name === 'config') return configOf(facts);
    const own = facts.plugin.methods?.some((method) => method.name === name);
    if (!own && Object.hasOwn(PURE, name)) return this.bindPure(name, PURE[name]!);
    const method = this.findDatabaseMethod(name);
    if (!method) return undefined;
    return pyFunction(name, method.parameters, (...args) =>
      session ? method.run(session, ...args) : method.parseValue(...args),
    );
  }

  private bindPure(name: string, method: PureMethod): Callable {
    const { facts, session } = this.options;
    const none = method.whileParsing === 'none' && !session;
    return pyFunction(name, method.parameters, (...args) => (none ? null : method.run(facts, ...args)));
  }

  private findDatabaseMethod(name: string): DatabaseMethod | undefined {
    return (
      this.options.facts.plugin.methods?.find((method) => method.name === name) ??
      (Object.hasOwn(DATABASE, name) ? DATABASE[name] : undefined)
    );
  }

  private dispatch(): Callable {
    return pyFunction(
      'dispatch',
      ['macro_name', 'macro_namespace?', 'packages?'],
      (name, namespace, packages) => {
        if (packages !== undefined && packages !== null) {
          raise('adapter.dispatch() no longer takes "packages"', 'Use its argument macro_namespace.');
        }
        if (typeof name !== 'string')
          return raise('adapter.dispatch() takes the name of a macro as a string');
        if (name.includes('.')) {
          const [prefix, ...rest] = name.split('.');
          raise(
            `In adapter.dispatch, got a macro name of "${name}", but "." is not a valid macro name component`,
            `Did you mean adapter.dispatch("${rest.join('.')}", macro_namespace="${prefix}")?`,
          );
        }
        if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') {
          raise(
            `In adapter.dispatch, macro_namespace must be a string or None, but is a ${typeName(namespace)}`,
          );
        }
        return this.options.dispatch(name, namespace ?? null);
      },
    );
  }

  override pyRepr(): string {
    return `<adapter ${this.options.facts.plugin.type}>`;
  }
}

export function createAdapterObject(options: AdapterObjectOptions): PyObject {
  return new AdapterObject(options);
}

/** The error of a dispatch that found nothing. */
export function dispatchError(
  name: string,
  namespace: string | null,
  attempts: readonly string[],
  candidates: Iterable<string>,
): XformError {
  const tried = attempts.map((attempt) => `'${attempt}'`).join(', ');
  return new XformError(
    'compilation',
    `In dispatch: No macro named '${name}' found within namespace: '${namespace ?? 'None'}'`,
    { notes: [`Searched for: ${tried}`], hint: didYouMean(`default__${name}`, candidates) },
  );
}

/** `adapter.config`: the little of it that templates read, without secrets. */
function configOf({ plugin, credentials, projectName, quoting }: MethodFacts): Value {
  const shown = plugin.credentials.filter((field) => field.connectionInfo && !field.secret);
  return {
    project_name: projectName,
    quoting: { ...quoting },
    credentials: {
      type: plugin.type,
      database: credentials.database,
      schema: credentials.schema,
      threads: credentials.threads,
      ...Object.fromEntries(shown.map((field) => [field.name, credentials[field.name] ?? null])),
    },
  };
}

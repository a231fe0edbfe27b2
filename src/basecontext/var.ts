import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { pyStr } from '../jinja/values/operations.js';
import { type Kwargs, PyObject, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { ignoreRead, type OnRead, type VarSource } from './types.js';

/** Scopes of vars, highest first: --vars, the root project's for this package, the root project's, the package's own. */
export function layerVars(
  layers: readonly Readonly<Record<string, Value>>[],
): Pick<VarSource, 'lookup' | 'names'> {
  return {
    lookup: (name) => {
      const layer = layers.find((scope) => Object.hasOwn(scope, name));
      return layer?.[name];
    },
    names: () => new Set(layers.flatMap((scope) => Object.keys(scope))),
  };
}

/** `var`: callable, with has_var(). */
export class VarObject extends PyObject {
  readonly pyType = 'Var';

  constructor(
    private readonly source: VarSource,
    private readonly onRead: OnRead,
  ) {
    super();
  }

  override pyCall(args: Value[], kwargs: Kwargs): Value {
    return this.#call(args, kwargs);
  }

  readonly #call = pyFunction('var', ['var_name', 'default?'], (name, fallback) => this.read(name, fallback));

  private read(name: Value, fallback: Value | undefined): Value {
    if (typeof name !== 'string') {
      throw new XformError(
        'compilation',
        `var() takes the name of a variable as a string, not ${pyStr(name)}`,
      );
    }
    const { source } = this;
    const value = source.lookup(name);
    this.onRead('var', name, value);
    if (value !== undefined) return typeof value === 'string' && source.render ? source.render(value) : value;
    if (fallback !== undefined) return fallback;
    if (source.missing === 'none') return null;
    throw missingVar(name, source);
  }

  override pyAttr(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    return pyFunction('has_var', ['var_name'], (wanted) => {
      const value = this.source.lookup(wanted);
      this.onRead('var', wanted, value);
      return value !== undefined;
    });
  }
}

function missingVar(name: string, source: VarSource): XformError {
  const names = [...source.names()];
  const known =
    names.length === 0 ? 'There are no vars.' : `Vars that ${source.owner} can see: ${names.join(', ')}.`;
  return new XformError('compilation', `Required var '${name}' not found in config`, {
    hint:
      didYouMean(name, names) ??
      `Set it under vars: in dbt_project.yml or with --vars '{${name}: ...}', or give a default: var('${name}', 'default').`,
    notes: [known],
  });
}

export function createVar(source: VarSource, onRead: OnRead = ignoreRead): VarObject {
  return new VarObject(source, onRead);
}

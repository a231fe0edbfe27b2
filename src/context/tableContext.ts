import type { RenderContext } from '../jinja/types.js';
import { type Callable, callable, callableName, type Value } from '../jinja/values/types.js';
import { Undefined } from '../jinja/values/undefined.js';
import { LazyMapping } from './lazyMapping.js';
import { BUILTIN_NAMESPACE } from './macroRegistry.js';
import type { LoadedMacro, MacroRegistry } from './types.js';

/** How one name's value is made from the state of a render (`S`); undefined: the name is not there this time. */
export type NameEntry<S> = (scope: S) => Value | undefined;
export type NameTable<S> = Readonly<Record<string, NameEntry<S>>>;

/** Tables of one kind of context laid over each other once; later ones win. */
export function composeNames<S>(...tables: readonly NameTable<S>[]): ReadonlyMap<string, NameEntry<S>> {
  return new Map(tables.flatMap((table) => Object.entries(table)));
}

/** Which macros a context can reach, and who is told when one is entered. */
export interface MacroScope {
  readonly registry: MacroRegistry;
  /** Package of the node being rendered: its macros come first. */
  readonly searchPackage: string;
  /** `depth` is 0 for a macro that the node's own text calls. Synchronous contexts only. */
  readonly onEnter?: (loaded: LoadedMacro, depth: number) => void;
}

export interface TableContextOptions<S> {
  readonly mode: 'sync' | 'async';
  readonly undefinedNames?: 'default' | 'silent';
  readonly names: ReadonlyMap<string, NameEntry<S>>;
  readonly macros?: MacroScope;
  /** Names that win over all others. */
  readonly extra?: Readonly<Record<string, Value>>;
}

/**
 * A context over shared tables of names. Making one costs next to nothing: a value is made when a template first asks
 * for it, and kept for that context. Macros win over the tables, as they do in dbt.
 */
export class TableContext<S> implements RenderContext {
  readonly mode: 'sync' | 'async';
  readonly undefinedNames: 'default' | 'silent';
  private readonly options: TableContextOptions<S>;
  private readonly values = new Map<string, Value | undefined>();
  private readonly bound = new Map<LoadedMacro, Callable>();
  private scope!: S;
  private depth = 0;

  constructor(options: TableContextOptions<S>) {
    this.options = options;
    this.mode = options.mode;
    this.undefinedNames = options.undefinedNames ?? 'default';
    if (options.extra)
      for (const name of Object.keys(options.extra)) this.values.set(name, options.extra[name]);
  }

  /** The state that name entries get; it usually refers to this context, hence the second step. */
  start(scope: S): this {
    this.scope = scope;
    return this;
  }

  lookup(name: string): Value | undefined {
    const known = this.values.get(name);
    if (known !== undefined || this.values.has(name)) return known;
    const value = this.resolve(name);
    this.values.set(name, value);
    return value;
  }

  /** Everything that could be asked for; some of it may turn out to have no value in this context. */
  names(): Iterable<string> {
    const { macros, names } = this.options;
    const all = new Set<string>(['context', 'builtins', ...names.keys()]);
    // A name that was looked up in vain is remembered, too.
    for (const [name, value] of this.values) if (value !== undefined) all.add(name);
    if (macros) {
      for (const name of macros.registry.names(macros.searchPackage)) all.add(name);
      for (const name of macros.registry.packageNames) all.add(name);
      all.add(BUILTIN_NAMESPACE);
    }
    return all;
  }

  /** The macro as a value of this context; one and the same each time. */
  bind(loaded: LoadedMacro): Callable {
    let value = this.bound.get(loaded);
    if (!value) {
      value = loaded.template.bind(this);
      const { onEnter } = this.options.macros ?? {};
      if (onEnter) value = this.observe(loaded, value, onEnter);
      this.bound.set(loaded, value);
    }
    return value;
  }

  /** Changes or adds a name for the rest of this context's life. */
  define(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /**
   * Lets a macro give a fixed value: `name` wherever it is found from here and in `dbt.`, or `package.name`. A name that
   * is no macro gets the value itself.
   */
  replaceMacro(name: string, value: Value): void {
    const { macros } = this.options;
    const [plain, packageName] = name.split('.').reverse() as [string, string?];
    const found =
      packageName === undefined
        ? [
            macros?.registry.find(plain, macros.searchPackage),
            macros?.registry.findInPackage(BUILTIN_NAMESPACE, plain),
          ]
        : [macros?.registry.findInPackage(packageName, plain)];
    const constant = callable(plain, () => value);
    const loaded = found.filter((one) => one !== undefined);
    for (const one of loaded) this.bound.set(one, constant);
    if (packageName === undefined) this.define(plain, loaded.length > 0 ? constant : value);
  }

  private resolve(name: string): Value | undefined {
    const { macros, names } = this.options;
    if (macros) {
      const { registry, searchPackage } = macros;
      const loaded = registry.find(name, searchPackage);
      if (loaded) return this.bind(loaded);
      if (name === BUILTIN_NAMESPACE || registry.packageNames.includes(name))
        return this.namespace(registry, name);
    }
    if (name === 'context') return this.asMapping();
    if (name === 'builtins') return this.builtins();
    return names.get(name)?.(this.scope);
  }

  private observe(
    loaded: LoadedMacro,
    value: Callable,
    onEnter: NonNullable<MacroScope['onEnter']>,
  ): Callable {
    return callable(callableName(value), (args, kwargs) => {
      onEnter(loaded, this.depth);
      this.depth++;
      try {
        const result = value(args, kwargs);
        return result instanceof Undefined ? result.leavingMacro() : result;
      } finally {
        this.depth--;
      }
    });
  }

  private namespace(registry: MacroRegistry, packageName: string): LazyMapping {
    return new LazyMapping({
      get: (key) => {
        const loaded = registry.findInPackage(packageName, key);
        return loaded && this.bind(loaded);
      },
      keys: () => registry.namesInPackage(packageName),
    });
  }

  private asMapping(): LazyMapping {
    return new LazyMapping({
      get: (key) => this.lookup(key),
      keys: () => this.names(),
      set: (key, value) => this.define(key, value),
    });
  }

  /** The names as they are without the project's macros: what a macro named `ref` calls to reach dbt's ref. */
  private builtins(): LazyMapping {
    const made = new Map<string, Value | undefined>();
    const { names, macros } = this.options;
    return new LazyMapping({
      get: (name) => {
        if (!macros?.registry.find(name, macros.searchPackage))
          return names.has(name) ? this.lookup(name) : undefined;
        if (!made.has(name)) made.set(name, names.get(name)?.(this.scope));
        return made.get(name);
      },
      keys: () => names.keys(),
    });
  }
}

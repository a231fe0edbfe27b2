import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { getMappingItem, isMapping } from '../jinja/values/mapping.js';
import { raise } from '../jinja/values/raise.js';
import { typeName } from '../jinja/values/typeName.js';
import { type Callable, isCallable, PyObject, type Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import { didYouMean } from '../util/didYouMean.js';

/** The node whose configuration is read; `config` is absent for macros that are run by themselves. */
export interface ConfiguredNode {
  readonly resource_type: string;
  readonly unique_id: string;
  readonly config?: Readonly<Record<string, Value>>;
}

/** `config` while executing: reads the merged configuration; calling it does nothing. */
export class RuntimeConfig extends PyObject {
  readonly pyType = 'RuntimeConfigObject';

  constructor(
    private readonly node: ConfiguredNode,
    private readonly model: () => Value,
    private readonly log: Logger,
  ) {
    super();
  }

  override pyCall(): string {
    return '';
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(this.members, name) ? this.members[name]!() : undefined;
  }

  private readonly members: Readonly<Record<string, () => Callable | Value>> = {
    get: () =>
      pyFunction('get', ['name', 'default?', 'validator?'], (...args) => this.get(args[0], args[1], args[2])),
    require: () =>
      pyFunction('require', ['name', 'validator?'], (name, validator) => {
        const value = this.find(name);
        return validated(value === undefined ? this.missing(name) : value, validator);
      }),
    meta_get: () =>
      pyFunction('meta_get', ['name', 'default?', 'validator?'], (name, fallback, validator) =>
        validated(this.findMeta(name) ?? fallback ?? null, fallback === undefined ? undefined : validator),
      ),
    meta_require: () =>
      pyFunction('meta_require', ['name', 'validator?'], (name, validator) => {
        const value = this.findMeta(name);
        return validated(value === undefined ? this.missing(name) : value, validator);
      }),
    set: () => pyFunction('set', ['name', 'value'], () => ''),
    persist_relation_docs: () => pyFunction('persist_relation_docs', [], () => this.persistDocs('relation')),
    persist_column_docs: () => pyFunction('persist_column_docs', [], () => this.persistDocs('columns')),
    model: () => this.model(),
  };

  /** A key that dbt knows is always there, if only as None, so its default never applies. */
  private find(name: Value): Value | undefined {
    const { config } = this.node;
    if (config === undefined || typeof name !== 'string') return undefined;
    for (const key of [name, name.replace(/^(pre|post)_hook$/, '$1-hook')]) {
      if (Object.hasOwn(config, key)) return config[key];
    }
    return undefined;
  }

  private findMeta(name: Value): Value | undefined {
    const meta = this.node.config?.meta;
    return isMapping(meta) ? getMappingItem(meta, name) : undefined;
  }

  private get(name: Value, fallback: Value | undefined, validator: Value | undefined): Value {
    const value = this.find(name);
    if (value === undefined && this.findMeta(name) !== undefined) {
      this.log.warn({
        name: 'CustomKeyInConfigDeprecation',
        msg: `config.get('${name}') does not look into meta, where '${name}' is set: use config.meta_get('${name}') for it`,
      });
    }
    return validated(
      value === undefined ? (fallback ?? null) : value,
      fallback === undefined ? undefined : validator,
    );
  }

  private missing(name: Value): never {
    const kind = this.node.resource_type.charAt(0).toUpperCase() + this.node.resource_type.slice(1);
    throw new XformError(
      'compilation',
      `${kind} '${this.node.unique_id}' does not define a required config parameter '${name}'.`,
      { hint: didYouMean(String(name), Object.keys(this.node.config ?? {})) || undefined },
    );
  }

  private persistDocs(key: 'relation' | 'columns'): Value {
    const setting = this.find('persist_docs') ?? {};
    if (!isMapping(setting)) {
      raise(
        `Invalid value provided for 'persist_docs'. Expected dict but received <class '${typeName(setting)}'>`,
        'Write it as persist_docs: {relation: true, columns: true}.',
      );
    }
    return getMappingItem(setting, key) ?? false;
  }
}

/** Runs the validator (a function that raises) and gives the value. */
function validated(value: Value, validator: Value | undefined): Value {
  if (isCallable(validator)) validator([value], {});
  return value;
}

import { pyFunction } from '../../jinja/pyFunction.js';
import { getMappingItem, isMapping } from '../../jinja/values/mapping.js';
import { raise } from '../../jinja/values/raise.js';
import { pyRepr, pyStr } from '../../jinja/values/text.js';
import { isPyObject, PyObject, type Value } from '../../jinja/values/types.js';
import { md5 } from '../../util/hash.js';

/** An entry of a model's `indexes` config, checked: its columns, whether it is unique, its method. */
export class IndexValue extends PyObject {
  readonly pyType = 'IndexConfig';
  private readonly fields: Readonly<Record<'columns' | 'unique' | 'type', Value>>;

  constructor(raw: Value) {
    super();
    const field = (name: string): Value => (isMapping(raw) ? getMappingItem(raw, name) : undefined) ?? null;
    const columns = field('columns');
    if (!Array.isArray(columns) || columns.some((column) => typeof column !== 'string')) {
      raise(
        `Could not parse the index ${pyRepr(raw)}`,
        'An index is {columns: [name, ...], unique: true|false, type: name}.',
      );
    }
    this.fields = { columns, unique: field('unique') ?? false, type: field('type') };
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'render') return pyFunction('render', ['relation'], (relation) => this.name(relation));
    return Object.hasOwn(this.fields, name) ? this.fields[name as 'columns'] : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return key === 'render' ? undefined : this.pyAttr(String(key));
  }

  override pyRepr(): string {
    const { columns, unique } = this.fields;
    return `IndexConfig(columns=${pyRepr(columns)}, unique=${pyRepr(unique)})`;
  }

  /** A name that differs for each index and each build, since an index lives on beside its replacement for a while. */
  private name(relation: Value): string {
    const { columns, unique, type } = this.fields;
    const table =
      isPyObject(relation) && 'render' in relation ? (relation.render as () => string)() : pyStr(relation);
    return md5([...columns, table, pyStr(unique), pyStr(type), new Date().toISOString()].join('_'));
  }
}

import { PyObject } from '../../jinja/values/types.js';

/** Column types of a result or seed, by the names of the classes that dbt tries, in that order. */
export const AGATE_TYPE_NAMES = [
  'Integer',
  'Number',
  'Date',
  'DateTime',
  'ISODateTime',
  'Boolean',
  'Text',
] as const;
export type AgateTypeName = (typeof AGATE_TYPE_NAMES)[number];

/** A column type as templates see it (`table.column_types[0]`, `column.data_type`). */
export class AgateType extends PyObject {
  readonly pyType: string;

  private constructor(readonly name: AgateTypeName) {
    super();
    this.pyType = name;
  }

  static readonly #all = new Map(AGATE_TYPE_NAMES.map((name) => [name, new AgateType(name)]));

  static of(name: AgateTypeName): AgateType {
    return AgateType.#all.get(name)!;
  }

  override pyRepr(): string {
    return `<agate.data_types.${this.name} object>`;
  }

  override pyHash(): string {
    return `agate:${this.name}`;
  }
}

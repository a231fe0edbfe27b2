import { XformError } from '../errors/error.js';
import { isPyObject, PyObject, type Value } from '../jinja/values/types.js';
import { ANSI_COLUMN_TYPES } from './ansiColumnTypes.js';
import { columnMembers } from './columnMembers.js';
import { parseStructFields, parseTypeDescription } from './columnTypes.js';
import type { ColumnTypes, Dialect } from './types.js';

const TEXT_TYPES = ['text', 'character varying', 'character', 'varchar'];
const DECIMAL_TYPES = ['numeric', 'decimal'];

/** Length that a text type without one counts as (dbt's default). */
const DEFAULT_TEXT_SIZE = 256;

export interface ColumnOptions {
  readonly dialect: Dialect;
  readonly name: string;
  /** Type name without size: `DECIMAL`; DuckDB gives whole types here: `DECIMAL(10,2)`. */
  readonly dtype: string;
  readonly charSize?: number | null;
  readonly numericPrecision?: number | null;
  readonly numericScale?: number | null;
}

/** A column's name and type, as templates see it (features E9). Immutable. */
export class Column extends PyObject {
  readonly pyType: string;
  readonly dialect: Dialect;
  readonly name: string;
  readonly dtype: string;
  readonly charSize: number | null;
  readonly numericPrecision: number | null;
  readonly numericScale: number | null;
  private structFields: readonly Column[] | undefined;

  constructor(options: ColumnOptions) {
    super();
    this.dialect = options.dialect;
    this.pyType = `${options.dialect.className ?? ''}Column`;
    this.name = options.name;
    this.dtype = options.dtype;
    this.charSize = options.charSize ?? null;
    this.numericPrecision = options.numericPrecision ?? null;
    this.numericScale = options.numericScale ?? null;
  }

  /** From a type with its size in parentheses: `numeric(10,2)`, `character varying(20)`. */
  static fromDescription(dialect: Dialect, name: string, rawType: string): Column {
    const { type, sizes } = parseTypeDescription(rawType);
    if (sizes.length === 1) return new Column({ dialect, name, dtype: type, charSize: sizes[0] });
    if (sizes.length === 2) {
      return new Column({ dialect, name, dtype: type, numericPrecision: sizes[0], numericScale: sizes[1] });
    }
    return new Column({ dialect, name, dtype: type });
  }

  private get types(): ColumnTypes {
    return this.dialect.columnTypes ?? ANSI_COLUMN_TYPES;
  }

  private isOneOf(names: readonly string[]): boolean {
    return names.includes(this.dtype.toLowerCase());
  }

  get quoted(): string {
    const mark = this.dialect.quoteCharacter;
    return `${mark}${this.name}${mark}`;
  }
  get isString(): boolean {
    return this.isOneOf(this.types.texts ?? TEXT_TYPES);
  }
  get isNumeric(): boolean {
    return this.isOneOf(this.types.decimals ?? DECIMAL_TYPES);
  }
  get isInteger(): boolean {
    return this.isOneOf(this.types.integers);
  }
  get isFloat(): boolean {
    return this.isOneOf(this.types.floats);
  }
  get isNumber(): boolean {
    return this.isInteger || this.isNumeric || this.isFloat;
  }
  get isStruct(): boolean {
    return this.types.structs === true && /^struct\s*\(/i.test(this.dtype) && this.dtype.endsWith(')');
  }

  /** The type as DDL takes it, with size or precision. */
  get dataType(): string {
    if (this.isString) {
      const isUnsized = this.charSize === null || this.dtype.toLowerCase() === 'text';
      if (isUnsized && this.isOneOf(this.types.unsizedText ?? [])) return this.dtype;
      return stringType(this.stringSize);
    }
    if (this.isNumeric) return numericType(this.dtype, this.numericPrecision, this.numericScale);
    return this.dtype;
  }

  get stringSize(): number {
    if (!this.isString) {
      throw new XformError('runtime', `Column '${this.name}' of type ${this.dtype} has no string size`, {
        hint: 'Check column.is_string() first.',
      });
    }
    const { textSize } = this.types;
    // Where lengths have a known limit of their own, `text` may have one, too.
    const isUnsized =
      this.charSize === null || (textSize === undefined && this.dtype.toLowerCase() === 'text');
    return isUnsized ? (textSize ?? DEFAULT_TEXT_SIZE) : this.charSize!;
  }

  /** Whether values of `other` fit once this column is widened to its size. */
  canExpandTo(other: Column): boolean {
    return this.isString && other.isString && other.stringSize > this.stringSize;
  }

  /** Columns inside a struct; empty for other types. */
  get fields(): readonly Column[] {
    if (this.structFields === undefined) {
      const { dialect } = this;
      this.structFields = this.isStruct
        ? parseStructFields(this.dtype).map(
            (field) => new Column({ dialect, name: field.name, dtype: field.type }),
          )
        : [];
    }
    return this.structFields;
  }

  /** The leaves of a struct with dotted names, or the column itself. */
  flatten(): Column[] {
    if (this.fields.length === 0) return [this];
    const { dialect } = this;
    return this.fields
      .flatMap((field) => field.flatten())
      .map((leaf) => new Column({ dialect, name: `${this.name}.${leaf.name}`, dtype: leaf.dtype }));
  }

  override pyAttr(name: string): Value | undefined {
    return columnMembers(this, name);
  }

  override pyRepr(): string {
    const parts = [
      `column='${this.name}'`,
      `dtype='${this.dtype}'`,
      `char_size=${this.charSize ?? 'None'}`,
      `numeric_precision=${this.numericPrecision ?? 'None'}`,
      `numeric_scale=${this.numericScale ?? 'None'}`,
    ];
    if (this.types.structs) parts.push(`fields=[${this.fields.map((field) => field.pyRepr()).join(', ')}]`);
    return `${this.pyType}(${parts.join(', ')})`;
  }

  override pyEquals(other: Value): boolean {
    return isPyObject(other) && other.pyType === this.pyType && other.pyRepr() === this.pyRepr();
  }
}

export function stringType(size: Value): string {
  return `character varying(${size ?? 'None'})`;
}

export function numericType(dtype: string, precision: Value, scale: Value): string {
  return precision === null || precision === undefined || scale === null || scale === undefined
    ? dtype
    : `${dtype}(${precision},${scale})`;
}

/** The engine's name of a portable type (`string` -> `TEXT`); an unknown one stays as it is. */
export function translateType(dialect: Dialect, label: string): string {
  return dialect.typeLabels[label.toUpperCase()] ?? dialect.typeLabels[label.toLowerCase()] ?? label;
}

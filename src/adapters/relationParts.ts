import { PyObject, type Value } from '../jinja/values/types.js';

/** The parts of a relation's name, outermost first. */
export const RELATION_PARTS = ['database', 'schema', 'identifier'] as const;
export type RelationPart = (typeof RELATION_PARTS)[number];

export type Policy = Readonly<Record<RelationPart, boolean>>;
export type PathParts = Readonly<Record<RelationPart, string | null>>;

export function isRelationPart(name: unknown): name is RelationPart {
  return name === 'database' || name === 'schema' || name === 'identifier';
}

function pythonText(value: string | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** `relation.path`, `.quote_policy` and `.include_policy` as templates see them. */
export class RelationParts<T extends string | boolean | null> extends PyObject {
  constructor(
    override readonly pyType: 'Path' | 'Policy',
    private readonly parts: Readonly<Record<RelationPart, T>>,
  ) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    return isRelationPart(name) ? this.parts[name] : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return isRelationPart(key) ? this.parts[key] : undefined;
  }

  override pyRepr(): string {
    return `${this.pyType}(${RELATION_PARTS.map((part) => `${part}=${pythonText(this.parts[part])}`).join(', ')})`;
  }

  override pyEquals(other: Value): boolean {
    if (!(other instanceof RelationParts) || other.pyType !== this.pyType) return false;
    return RELATION_PARTS.every((part) => other.parts[part] === this.parts[part]);
  }

  override pyHash(): string {
    return this.pyRepr();
  }
}

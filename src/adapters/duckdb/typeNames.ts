import {
  DuckDBArrayLogicalType,
  DuckDBDecimalLogicalType,
  DuckDBEnumLogicalType,
  DuckDBListLogicalType,
  type DuckDBLogicalType,
  DuckDBMapLogicalType,
  DuckDBStructLogicalType,
  DuckDBTypeId,
  DuckDBUnionLogicalType,
} from '@duckdb/node-api';
import { sqlString } from './startupSql.js';

/** Whether a type's text names fields, so that keywords among them must be known to quote them. */
export function hasFields(type: DuckDBLogicalType): boolean {
  if (type instanceof DuckDBStructLogicalType || type instanceof DuckDBUnionLogicalType) return true;
  if (type instanceof DuckDBListLogicalType || type instanceof DuckDBArrayLogicalType)
    return hasFields(type.valueType);
  return type instanceof DuckDBMapLogicalType && (hasFields(type.keyType) || hasFields(type.valueType));
}

/** The type as DuckDB's DESCRIBE writes it; `keywords` are those of duckdb_keywords(). */
export function typeName(type: DuckDBLogicalType, keywords: ReadonlySet<string>): string {
  const name = (inner: DuckDBLogicalType) => typeName(inner, keywords);
  const field = (label: string, inner: DuckDBLogicalType) =>
    label === '' ? name(inner) : `${quoteField(label, keywords)} ${name(inner)}`;
  if (type.alias !== undefined) return type.alias;
  if (type instanceof DuckDBDecimalLogicalType) return `DECIMAL(${type.width},${type.scale})`;
  if (type instanceof DuckDBEnumLogicalType) return `ENUM(${type.values().map(sqlString).join(', ')})`;
  if (type instanceof DuckDBListLogicalType) return `${name(type.valueType)}[]`;
  if (type instanceof DuckDBArrayLogicalType) return `${name(type.valueType)}[${type.length}]`;
  if (type instanceof DuckDBMapLogicalType) return `MAP(${name(type.keyType)}, ${name(type.valueType)})`;
  if (type instanceof DuckDBStructLogicalType) {
    const fields = type.entryLogicalTypes().map((inner, i) => field(type.entryName(i), inner));
    return `STRUCT(${fields.join(', ')})`;
  }
  if (type instanceof DuckDBUnionLogicalType) {
    const members = type.memberLogicalTypes().map((inner, i) => field(type.memberTag(i), inner));
    return `UNION(${members.join(', ')})`;
  }
  if (type.typeId === DuckDBTypeId.SQLNULL) return 'INTEGER';
  return type.asType().toString();
}

function quoteField(name: string, keywords: ReadonlySet<string>): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

import { findAttr, findItem, iterate, pyStr } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';

interface ContractColumn {
  readonly name: string;
  readonly type: string;
}

function columnOf(value: Value): ContractColumn {
  const field = (name: string) => {
    const found = findItem(value, name) ?? findAttr(value, name);
    return found === undefined || found === null ? '' : pyStr(found);
  };
  return { name: field('name'), type: field('data_type') };
}

interface Mismatch {
  readonly name: string;
  readonly definition: string;
  readonly contract: string;
  readonly reason: string;
}

/** The lines of a table that shows which columns of a query and of its contract do not agree. */
export function contractMismatch(yamlColumns: Value, sqlColumns: Value): string[] {
  const contract = [...iterate(yamlColumns)].map(columnOf);
  const definition = [...iterate(sqlColumns)].map(columnOf);
  const mismatches = findMismatches(contract, definition);
  const rows = [
    ['column_name', 'definition_type', 'contract_type', 'mismatch_reason'],
    ...mismatches.map(({ name, definition: sql, contract: yaml, reason }) => [name, sql, yaml, reason]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [header, ...body] = rows.map(line);
  return [header!, rule, ...body];
}

/** By name, ignoring case, in the order of names. */
function findMismatches(
  contract: readonly ContractColumn[],
  definition: readonly ContractColumn[],
): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const byName = (columns: readonly ContractColumn[]) =>
    new Map(columns.map((c) => [c.name.toLowerCase(), c]));
  const inContract = byName(contract);
  const inDefinition = byName(definition);
  for (const [key, column] of inDefinition) {
    const wanted = inContract.get(key);
    if (wanted === undefined) {
      mismatches.push({
        name: column.name,
        definition: column.type,
        contract: '',
        reason: 'missing in contract',
      });
    } else if (wanted.type.toLowerCase() !== column.type.toLowerCase()) {
      const types = { definition: column.type, contract: wanted.type };
      mismatches.push({ name: column.name, ...types, reason: 'data type mismatch' });
    }
  }
  for (const [key, column] of inContract) {
    if (inDefinition.has(key)) continue;
    mismatches.push({
      name: column.name,
      definition: '',
      contract: column.type,
      reason: 'missing in definition',
    });
  }
  return mismatches.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

import type { ModelNode } from '../../manifest/types.js';
import { closest } from '../../util/didYouMean.js';
import type { KnownColumn, NodeAnalysis } from '../types.js';

export interface ContractProblem {
  readonly message: string;
  readonly candidates: readonly string[];
  readonly notes: readonly string[];
  /** The column in question. */
  readonly column?: string;
}

const byName = (columns: readonly KnownColumn[]): Map<string, KnownColumn> =>
  new Map(columns.map((column) => [column.name.toLowerCase(), column]));

/** What an enforced contract demands against what the SQL returns: names, and types as the engine calls them. */
export function contractProblems({ node, relation, contract: demanded }: NodeAnalysis): ContractProblem[] {
  const { contract, columns = {} } = node as ModelNode;
  if (contract?.enforced !== true || relation?.origin !== 'bound') return [];
  const returned = byName(relation.columns);
  const promised = Object.values(columns);
  const names = relation.columns.map((column) => column.name);
  const declared = new Set(promised.map(({ name }) => name.toLowerCase()));
  const missing = promised
    .filter(({ name }) => !returned.has(name.toLowerCase()))
    .map(({ name }) => ({
      message: `The contract has a column ${name} that the SQL does not return`,
      candidates: closest(name, names),
      notes: [],
      column: name,
    }));
  const extra = relation.columns
    .filter(({ name }) => !declared.has(name.toLowerCase()))
    .map(({ name }) => ({
      message: `The SQL returns a column ${name} that the contract does not have`,
      candidates: closest(name, declared),
      notes: [],
      column: name,
    }));
  return [...missing, ...extra, ...typeProblems(returned, demanded)];
}

function typeProblems(
  returned: ReadonlyMap<string, KnownColumn>,
  demanded: NodeAnalysis['contract'],
): ContractProblem[] {
  if (demanded === undefined || 'unknown' in demanded) return [];
  if ('problem' in demanded) {
    const { message, candidates } = demanded.problem;
    return [{ message: `The contract cannot be kept: ${message}`, candidates, notes: [] }];
  }
  return demanded.columns.flatMap(({ name, type }) => {
    const found = returned.get(name.toLowerCase());
    if (found === undefined || found.type === type) return [];
    const message = `The contract says that ${name} is ${type}, but the SQL returns ${found.type}`;
    return [{ message, candidates: [], notes: [], column: name }];
  });
}

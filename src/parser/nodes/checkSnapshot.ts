import { XformError } from '../../errors/error.js';
import type { SnapshotNode } from '../../manifest/types.js';

interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** What every snapshot has to say (features B7). Throws XformError('parse'). */
export function checkSnapshot(node: SnapshotNode, file: string): void {
  const problem = generalProblem(node) ?? STRATEGIES[node.config.strategy]?.(node.config);
  if (problem !== undefined) {
    throw new XformError('parse', problem.message, { place: { file }, hint: problem.hint });
  }
}

function generalProblem({ config }: SnapshotNode): Problem | undefined {
  const { strategy, unique_key } = config;
  if (strategy && unique_key && unique_key.length > 0) return undefined;
  return {
    message: "Snapshots must be configured with a 'strategy' and 'unique_key'.",
    hint: "Set them in the snapshot's config.",
  };
}

/** By strategy; other strategies are the project's own. */
const STRATEGIES: Readonly<Record<string, (config: SnapshotNode['config']) => Problem | undefined>> = {
  check({ check_cols }) {
    if (!check_cols || check_cols.length === 0) {
      return {
        message: 'A snapshot configured with the check strategy must specify a check_cols configuration.',
        hint: "Set check_cols to 'all' or to a list of columns.",
      };
    }
    if (typeof check_cols !== 'string' || check_cols === 'all') return undefined;
    return {
      message: `Invalid value for 'check_cols': ${check_cols}. Expected 'all' or a list of strings.`,
      hint: `Write a list: [${check_cols}].`,
    };
  },
  timestamp({ updated_at, check_cols }) {
    if (!updated_at) {
      return {
        message:
          'A snapshot configured with the timestamp strategy must specify an updated_at configuration.',
        hint: 'Set updated_at to the column that tells when a row changed.',
      };
    }
    if (!check_cols) return undefined;
    return {
      message: "A 'timestamp' snapshot should not have 'check_cols'",
      hint: 'Remove check_cols, or use the check strategy.',
    };
  },
};

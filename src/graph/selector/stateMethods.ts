import { XformError } from '../../errors/error.js';
import type { GraphNode, Manifest, ModelNode } from '../../manifest/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { findGraphNode } from '../graph.js';
import { findBreakingChanges } from './breakingChanges.js';
import {
  bodyDiffers,
  configDiffers,
  contentDiffers,
  contractDiffers,
  type Difference,
  descriptionDiffers,
  findChangedMacros,
  relationDiffers,
  usesMacro,
} from './comparison.js';
import type { SelectorMethod } from './methods.js';
import type { Criterion, SelectionContext } from './types.js';

/** What one selector of `state:` asks of a node; `before` is undefined for a node that was not there. */
type StateTest = (now: GraphNode, before: GraphNode | undefined) => boolean;

interface Comparison {
  readonly now: Manifest;
  readonly changedMacros: ReadonlySet<string>;
}

/** Types without a body, a contract or a comment in the warehouse. */
const DESCRIBED_ONLY = new Set([
  'source',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
  'unit_test',
]);

const part = (differs: Difference) => (): StateTest => (now, before) =>
  before === undefined || differs(now as never, before as never);

const partOfBuilt = (differs: Difference) => (): StateTest => (now, before) =>
  !DESCRIBED_ONLY.has(now.resource_type) && (before === undefined || differs(now as never, before as never));

const modified = ({ now: manifest, changedMacros }: Comparison): StateTest => {
  return (now, before) =>
    // A source that is new builds nothing by itself; dbt does not call it modified.
    (before === undefined && now.resource_type !== 'source') ||
    (before !== undefined && contentDiffers(now as never, before as never)) ||
    usesMacro(now, changedMacros, manifest);
};

const STATES: Readonly<Record<string, (comparison: Comparison) => StateTest>> = {
  new: () => (_now, before) => before === undefined,
  old: () => (_now, before) => before !== undefined,
  modified,
  unmodified: (comparison) => {
    const isModified = modified(comparison);
    return (now, before) => !isModified(now, before);
  },
  'modified.body': partOfBuilt(bodyDiffers),
  'modified.configs': part(configDiffers),
  'modified.persisted_descriptions': partOfBuilt(descriptionDiffers),
  'modified.relation': part(relationDiffers),
  'modified.contract': partOfBuilt(contractDiffers),
  'modified.macros':
    ({ now: manifest, changedMacros }) =>
    (now) =>
      usesMacro(now, changedMacros, manifest),
};

/** Those that look at contracts. */
const WHOLE_CONTENT = new Set(['modified', 'unmodified', 'modified.contract']);

/** A version is for keeping a contract; a model without versions may break its own, but not in silence. */
function reportBreakingChanges(
  node: GraphNode,
  former: GraphNode | undefined,
  context: SelectionContext,
): void {
  const changes = findBreakingChanges(node, former);
  if (changes.length === 0) return;
  if ((node as ModelNode).version == null) {
    context.onContractBroken?.(node, changes);
    return;
  }
  throw new XformError('contract', `The contract of ${node.unique_id} was broken`, {
    notes: changes,
    hint: 'Make a new version of the model for this, or keep what its contract promised.',
    place: { file: node.original_file_path },
  });
}

/** `state:modified` and the like: what differs from the manifest in --state (features I6). */
export const stateMethod: SelectorMethod = {
  matcher(criterion, context) {
    const name = String(criterion.value);
    if (!Object.hasOwn(STATES, name)) {
      throw new XformError(
        'usage',
        `Got an invalid selector "${name}", expected one of ${Object.keys(STATES).join(', ')}`,
        {
          hint: didYouMean(name, Object.keys(STATES)),
        },
      );
    }
    const before = context.state?.manifest;
    if (before === undefined) throw missing('state', 'manifest.json', 'comparison manifest');
    const { manifest } = context;
    const test = STATES[name]!({ now: manifest, changedMacros: findChangedMacros(manifest, before) });
    return (node) => {
      const former = findGraphNode(before, node.unique_id);
      const answer = test(node, former);
      if (WHOLE_CONTENT.has(name)) reportBreakingChanges(node, former, context);
      return answer;
    };
  },
  values: () => Object.keys(STATES),
};

const RESULT_STATUSES = [
  'success',
  'error',
  'fail',
  'warn',
  'skipped',
  'pass',
  'partial success',
  'no-op',
  'runtime error',
];

/** `result:error` and the like: how nodes ended in the run_results.json of --state (features I7). */
export const resultMethod: SelectorMethod = {
  matcher(criterion, context) {
    const results = context.state?.results;
    if (results === undefined) throw missing('result', 'run_results.json', 'comparison run_results');
    return (node) => results.get(node.unique_id) === String(criterion.value);
  },
  values: () => RESULT_STATUSES,
};

/** `source_status:fresher`: sources with newer rows than at the time of --state (features I8). */
export const sourceStatusMethod: SelectorMethod = {
  matcher(criterion: Criterion, context: SelectionContext) {
    if (String(criterion.value) !== 'fresher') {
      throw new XformError('usage', `Invalid source_status selector "${criterion.value}"`, {
        hint: 'The only one is source_status:fresher.',
      });
    }
    const before = context.state?.sources;
    if (before === undefined) throw missing('source_status', 'sources.json', 'previous sources.json');
    const now = context.state?.currentSources;
    if (now === undefined) {
      throw new XformError('usage', 'No current state sources.json to compare with', {
        hint: 'Run `xform source freshness` first.',
      });
    }
    return ({ unique_id: id }) => {
      const loaded = now.get(id);
      if (loaded === undefined) return false;
      const earlier = before.get(id);
      return earlier === undefined || loaded > earlier;
    };
  },
  values: () => ['fresher'],
};

function missing(method: string, file: string, what: string): XformError {
  return new XformError('usage', `Got a ${method} selector method, but no ${what}`, {
    hint: `Give the folder of an earlier run's ${file} with --state.`,
  });
}

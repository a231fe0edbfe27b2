import { XformError } from '../errors/error.js';
import { parseSelection } from '../graph/selector/grammar.js';
import { filterByResourceType } from '../graph/selector/resourceTypes.js';
import { selectIds } from '../graph/selector/select.js';
import type { IndirectSelection, SelectionContext, SelectionExpression } from '../graph/selector/types.js';
import type { NamedSelector } from '../graph/selector/yamlSelectors.js';
import type { Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { previousState } from './previousState.js';
import { loadSelectors } from './selectors.js';
import { existsInProject, type Session } from './session.js';

/** The ids a command works on, sorted. `which`: the command whose types of resources are taken. */
export function selectNodes(session: Session, which = session.which): string[] {
  return selectWith(session, session.project.flags.indirect_selection, which);
}

/** The ids that are asked for themselves, without the tests that come along. */
export function selectDirectly(session: Session): string[] {
  return selectWith(session, 'empty', session.which);
}

function selectWith(session: Session, mode: IndirectSelection, which: string): string[] {
  const { options } = session;
  const ids = selectIds(expressionOf(session, mode), selectionContext(session));
  const kept = filterByResourceType(ids, session.parsed.manifest, which, {
    include: listsModelsOnly(session) ? ['model'] : texts(options['resource_types']),
    exclude: texts(options['exclude_resource_types']),
  });
  const selected = [...kept].sort();
  return which === 'list' ? selected : selected.filter((id) => !isEmpty(session, id));
}

/** `list --models` selects as --select does, but lists nothing else than models, whatever comes along. */
function listsModelsOnly({ which, options }: Session): boolean {
  if (which !== 'list' || options['models'] === undefined) return false;
  for (const other of ['select', 'resource_types']) {
    if (options[other] === undefined) continue;
    throw new XformError(
      'usage',
      `--models cannot be combined with --${other.replace('resource_types', 'resource-type')}`,
      {
        hint: 'Use --select, and --resource-type model to list only models.',
      },
    );
  }
  return true;
}

/** A file with nothing in it is listed, but there is nothing to build. */
function isEmpty({ parsed, log }: Session, id: string): boolean {
  const node = parsed.manifest.nodes[id];
  if (node === undefined || node.resource_type === 'seed' || node.raw_code.trim() !== '') return false;
  log.fire({
    name: 'EmptyFileSkipped',
    level: 'info',
    msg: `${node.original_file_path} is empty: ${node.resource_type} '${node.name}' is left out`,
    data: { unique_id: id },
  });
  return true;
}

function expressionOf(session: Session, mode: IndirectSelection): SelectionExpression {
  const { options } = session;
  const select = texts(options['select'] ?? options['models']);
  const exclude = texts(options['exclude']);
  const named: Value = options['selector'];
  if (named !== undefined) return findSelector(session, String(named), mode).expression;
  if (select.length + exclude.length === 0) {
    const byDefault = [...loadSelectors(session.project, mode, session.log).values()].find(
      (selector) => selector.isDefault,
    );
    if (byDefault !== undefined) return useDefault(session, byDefault);
  }
  return parseSelection(select, exclude, mode);
}

function findSelector(session: Session, name: string, mode: IndirectSelection): NamedSelector {
  const selectors = loadSelectors(session.project, mode, session.log);
  const found = selectors.get(name);
  if (found !== undefined) return found;
  throw new XformError('usage', `Could not find selector named ${name}`, {
    hint:
      didYouMean(name, selectors.keys()) ??
      (selectors.size > 0 ? `There are: ${[...selectors.keys()].join(', ')}.` : 'There is no selectors.yml.'),
  });
}

function useDefault({ log }: Session, selector: NamedSelector): SelectionExpression {
  log.fire({
    name: 'DefaultSelector',
    code: 'M031',
    level: 'info',
    msg: `Using default selector ${selector.name}`,
    data: { name: selector.name },
  });
  return selector.expression;
}

export function selectionContext(session: Session): SelectionContext {
  return {
    manifest: session.parsed.manifest,
    graph: session.graph,
    projectName: session.project.root.name,
    exists: existsInProject(session),
    state: previousState(session),
    onNothingFound: (raw, hint) =>
      session.log.warn({
        name: 'NoNodesForSelectionCriteria',
        code: 'M030',
        msg: `The selection criterion '${raw}' does not match any enabled nodes${hint ? `. ${hint}` : ''}`,
        data: { spec_raw: raw },
      }),
    onContractBroken: ({ name, original_file_path }, changes) =>
      session.log.warn({
        name: 'UnversionedBreakingChange',
        code: 'I071',
        msg: `${original_file_path}: the contract of ${name}, which has no versions, was broken: ${changes.join('; ')}`,
        data: { model_name: name, model_file_path: original_file_path },
      }),
  };
}

/** Says that nothing is selected; an error under warn-error. */
export function warnNothingToDo(session: Session): void {
  session.log.warn({
    name: 'NothingToDo',
    code: 'Q035',
    msg: 'Nothing to do. Try checking your model configs and model specification args',
  });
}

/** The values of an option that may be given several times. */
export function texts(value: Value): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

import type { Value } from '../jinja/values/types.js';
import { createResultsJournal, type ResultsJournal } from '../runner/resultsJournal.js';
import { runResultsMetadata } from './artifactMetadata.js';
import type { Session } from './session.js';

/** Where this command's results go. */
export function createJournalOf(session: Session): ResultsJournal {
  const { project, targetFolder } = session;
  const write = project.flags.write_json !== false;
  return createResultsJournal(targetFolder, () => runResultsMetadata(session), resultArgs(session), write);
}

/** `args` of run_results.json: every setting of the invocation, so that retry can repeat it. */
function resultArgs({ project, options, which }: Session): Record<string, Value> {
  return { ...project.flags, ...options, which };
}

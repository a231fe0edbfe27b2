import type { Value } from '../jinja/values/types.js';
import { jsonText } from '../manifest/jsonText.js';
import { createResultsJournal, type ResultsJournal } from '../runner/resultsJournal.js';
import { runResultsMetadata } from './artifactMetadata.js';
import type { Session } from './session.js';

/** Where this command's results go. */
export function createJournalOf(session: Session): ResultsJournal {
  const { project, targetFolder } = session;
  const write = project.flags.write_json !== false;
  // Vars may hold values that JSON has no form for.
  const args = JSON.parse(jsonText(project.invocation.args)) as Record<string, Value>;
  return createResultsJournal(targetFolder, () => runResultsMetadata(session), args, write);
}

import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { parseYaml } from '../project/yaml.js';
import { runMacro } from '../runner/runMacro.js';
import { createJournalOf } from './journal.js';
import { openSession, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';

/** Runs one macro with keyword arguments (features J7). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('run-operation', options, effects);
  const journal = createJournalOf(session);
  const started = session.clock.time();
  try {
    const result = await withTask(session, [], (task) =>
      runMacro(task, String(options['macro']), parseArguments(options['args'])),
    );
    journal.add(result);
    effects.record?.({ results: [result] });
    return result.status === 'success' ? 0 : 1;
  } finally {
    writeManifestOf(session);
    journal.finish((session.clock.time() - started) / 1000);
  }
}

function parseArguments(given: Value): Record<string, Value> {
  const value: Value = typeof given === 'string' ? parseYaml(given, '--args').value : (given ?? {});
  if (value === null || value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new XformError('usage', `--args must be a mapping, not ${JSON.stringify(value)}`, {
      hint: "Write it as YAML or JSON: --args '{name: value}'",
    });
  }
  return value;
}

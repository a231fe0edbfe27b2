import { ResponseValue } from '../adapters/responseValue.js';
import { XformError } from '../errors/error.js';
import type { RuntimeScope } from './runtimeScope.js';

/** Runs the code of a Python model where the engine runs such code; answers as adapter.execute does. */
export async function submitPython(scope: RuntimeScope, code: string): Promise<ResponseValue> {
  const { subject, environment, slot, facts } = scope;
  if (subject.resource_type !== 'model') {
    throw new XformError(
      'compilation',
      `submit_python_job() is for models, not for a ${subject.resource_type}`,
    );
  }
  const venv: unknown = subject.config['python_venv'];
  const response = await slot.runPython({
    code,
    file: subject.original_file_path,
    ownLines: subject.raw_code.split('\n').length,
    database: subject.database ?? facts.adapter.credentials.database,
    schema: subject.schema,
    projectRoot: environment.project.root.root,
    ...(typeof venv === 'string' && venv !== '' && { venv }),
  });
  return new ResponseValue(response);
}

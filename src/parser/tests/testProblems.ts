import { XformError } from '../../errors/error.js';
import { formatPlace } from '../../errors/formatError.js';
import type { ManifestNode, TestNode } from '../../manifest/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import type { ValueReader } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import type { TestArguments } from './testArguments.js';
import type { TestTarget } from './testNode.js';

/** Two tests that cannot be told apart (features H5). */
export function duplicateTest(
  earlier: ManifestNode,
  node: TestNode,
  target: TestTarget,
  reader: ValueReader,
): XformError {
  const column = node.column_name ? ` defined on column "${node.column_name}"` : '';
  return new XformError(
    'compilation',
    `Two data tests have the name "${node.name}"${column} in "${target.fileKey}"`,
    {
      place: reader.place(),
      notes: [
        `  - ${earlier.unique_id} (${earlier.original_file_path})`,
        `  - ${node.unique_id} (${node.original_file_path})`,
      ],
      hint: "Remove one of them, or give one a 'name'.",
    },
  );
}

/** Keys that work where they stand, but belong below `arguments:` or `config:`. */
export function warnMisplacedKeys({ log }: ParseSession, parts: TestArguments, reader: ValueReader): void {
  const { args, config } = parts.misplaced;
  if (args.length === 0 && config.length === 0) return;
  const place = formatPlace(reader.place());
  if (args.length > 0) {
    log.warn({
      name: 'MissingArgumentsPropertyInGenericTestDeprecation',
      code: 'D039',
      msg: `${place}: arguments of the test '${parts.name}' belong below 'arguments:': ${args.join(', ')}`,
      data: { test: parts.name, file: place },
    });
  }
  for (const key of config) {
    log.warn({
      name: 'PropertyMovedToConfigDeprecation',
      code: 'D030',
      msg: `${place}: '${key}' of the test '${parts.name}' belongs below 'config:'`,
      data: { key, file: place },
    });
  }
}

/** A test without a macro only fails when it is compiled: other commands still work (features H2). */
export function warnUnknownTest(session: ParseSession, node: TestNode, reader: ValueReader): void {
  const { name, namespace } = node.test_metadata!;
  const macros = session.macros;
  const names = namespace === null ? macros.names(node.package_name) : macros.namesInPackage(namespace);
  const tests = [...names].filter((one) => one.startsWith('test_')).map((one) => one.slice('test_'.length));
  const hint = didYouMean(name, tests) ?? 'Is a package missing? Run deps.';
  const shown = namespace === null ? name : `${namespace}.${name}`;
  const msg = `${formatPlace(reader.place())}: the test '${shown}' is not defined. ${hint}`;
  session.log.warn({ name: 'GenericTestNotFound', msg, data: { test: shown } });
}

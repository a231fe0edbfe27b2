import { strip } from '../../jinja/values/strings.js';
import { stemOf, textChecksum } from '../../manifest/ids.js';
import type { FileChecksum, FunctionNode, ManifestNode } from '../../manifest/types.js';
import type { ProjectFile } from '../../project/types.js';
import { readPythonModel } from '../python/readPythonModel.js';
import { readText } from '../readText.js';
import type { ParseSession } from '../session.js';
import type { ParsedSql, SqlFile } from './sqlFile.js';

/** As parseSqlFile, for a Python model: nothing is rendered. */
export function parsePythonModel<N extends ManifestNode | FunctionNode>(
  session: ParseSession,
  file: ProjectFile,
  shownPath: string,
  makeNode: (code: string, checksum: FileChecksum) => N,
): ParsedSql<N> {
  const entry = session.cache.open<SqlFile>(file, () => readText(file.absolutePath, shownPath));
  let parsed = entry.value;
  if (parsed === undefined) {
    const text = entry.text();
    const code = strip(text);
    const facts = readPythonModel(text, shownPath, stemOf(file.relativePath));
    parsed = { code, checksum: textChecksum(code), facts };
    entry.store(parsed);
  }
  return { ...parsed, entry, node: makeNode(parsed.code, parsed.checksum) };
}

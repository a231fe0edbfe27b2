import { strip } from '../../jinja/values/strings.js';
import { textChecksum } from '../../manifest/ids.js';
import type { FileChecksum, FunctionNode, ManifestNode } from '../../manifest/types.js';
import type { ProjectFile } from '../../project/types.js';
import type { CacheEntry } from '../cache/parseCache.js';
import { readText } from '../readText.js';
import type { ParseSession } from '../session.js';
import { captureFacts, type Facts } from './capture.js';

/** What the cache keeps of a file that holds one node. */
export interface SqlFile {
  readonly code: string;
  readonly checksum: FileChecksum;
  readonly facts: Facts;
}

export interface ParsedSql<N> extends SqlFile {
  readonly node: N;
  readonly entry: CacheEntry<SqlFile>;
}

/**
 * Reads and renders a file of one node, or takes what the cache has of it. `makeNode` gives the node with what is
 * known before the render.
 */
export function parseSqlFile<N extends ManifestNode | FunctionNode>(
  session: ParseSession,
  file: ProjectFile,
  shownPath: string,
  makeNode: (code: string, checksum: FileChecksum) => N,
): ParsedSql<N> {
  const entry = session.cache.open<SqlFile>(file, () => readText(file.absolutePath, shownPath));
  if (entry.value !== undefined) {
    return { ...entry.value, entry, node: makeNode(entry.value.code, entry.value.checksum) };
  }
  const text = entry.text();
  const code = strip(text);
  const checksum = textChecksum(code);
  const node = makeNode(code, checksum);
  const line = 1 + linesBefore(text, code);
  const { facts, reads } = captureFacts(session, node, {
    text: code,
    place: { file: shownPath, line, column: 1 },
  });
  const parsed = { code, checksum, facts };
  entry.store(parsed, reads);
  return { ...parsed, entry, node };
}

/** Lines cut off at the start; places count from the file's first line. */
function linesBefore(text: string, code: string): number {
  const cut = code === '' ? 0 : text.indexOf(code);
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < cut; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

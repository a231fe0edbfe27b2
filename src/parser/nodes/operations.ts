import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { strip } from '../../jinja/values/strings.js';
import { textChecksum, uniqueId } from '../../manifest/ids.js';
import type { FileChecksum, OperationNode } from '../../manifest/types.js';
import type { Package } from '../../project/types.js';
import type { CacheEntry } from '../cache/parseCache.js';
import { readText } from '../readText.js';
import { type ParseSession, subjectOf } from '../session.js';
import { addNode } from './addNode.js';
import { applyConfig, callLayers } from './applyConfig.js';
import { codeNode } from './baseNode.js';
import { addFacts, captureFacts, type Facts } from './capture.js';

/** on-run-start and on-run-end of a package as operations (features A10). */
export function parseOperations(session: ParseSession, owner: Package): void {
  const hooks = [
    ['on-run-start', owner.config.onRunStart],
    ['on-run-end', owner.config.onRunEnd],
  ] as const;
  if (hooks.every(([, list]) => list.length === 0)) return;
  const path = join(owner.root, basename(owner.configFile));
  const entry = openConfigFile(session, owner, path);
  const checksum = session.errors.attempt(() => textChecksum(strip(entry.text())));
  for (const [key, list] of hooks) {
    for (const [index, sql] of list.entries())
      parseOperation(session, owner, key, sql, index, checksum, entry);
  }
}

function openConfigFile(session: ParseSession, owner: Package, absolutePath: string): CacheEntry<never> {
  const { size, mtimeMs } = statSync(absolutePath);
  const file = { package: owner.name, absolutePath, size, mtimeMs };
  return session.cache.open(file, () => readText(absolutePath, owner.configFile));
}

function parseOperation(
  session: ParseSession,
  owner: Package,
  key: 'on-run-start' | 'on-run-end',
  sql: string,
  index: number,
  checksum: FileChecksum | undefined,
  entry: CacheEntry<never>,
): void {
  const name = `${owner.name}-${key}-${index}`;
  const fqn = [owner.name, 'hooks', name];
  const identity = {
    type: 'operation' as const,
    owner,
    name,
    uniqueId: uniqueId('operation', owner.name, name),
    fqn,
    path: `hooks/${name}.sql`,
    originalPath: './dbt_project.yml',
    rawCode: sql,
    ...(checksum === undefined ? {} : { checksum }),
  };
  const node = codeNode(session, identity) as OperationNode;
  node.index = index;
  node.tags = [key];
  const place = { file: owner.configFile };
  session.errors.attempt(
    () => {
      const part = `${key} ${index} ${sql}`;
      const facts = entry.part<Facts>(part) ?? capture(part);
      const layers = callLayers('operation', facts.configCalls);
      applyConfig(session, node, {
        resource: 'operation',
        block: 'models',
        owner,
        fqn,
        layers,
        file: place.file,
      });
      node.relation_name = null;
      addFacts(node, facts);
      addNode(session, node);
    },
    subjectOf(node),
    place,
  );

  function capture(part: string): Facts {
    const { facts, reads } = captureFacts(session, node, { text: sql, place });
    entry.storePart(part, facts, reads);
    return facts;
  }
}

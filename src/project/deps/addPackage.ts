import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../../errors/error.js';
import { loadPackageSpecs, type RenderText } from './packageSpecs.js';

type Entry = Readonly<Record<string, unknown>>;

/** What `name@version` becomes in packages.yml, by source; a local package is its path as it is. */
const ENTRIES: Readonly<Record<string, (name: string, version: string | undefined, given: string) => Entry>> =
  {
    hub: (name, version) => ({
      package: name,
      version: version?.includes(',') ? version.split(',') : version,
    }),
    git: (name, version) => ({ git: name, revision: version }),
    local: (_name, _version, given) => ({ local: given }),
  };

/** `--add-package name@version [--source hub|git|local]`: a new or changed entry of packages.yml, comments stay. */
export async function addPackage(
  root: string,
  given: string,
  source: string,
  render: RenderText,
): Promise<void> {
  const at = given.lastIndexOf('@');
  const [name, version] = at > 0 ? [given.slice(0, at), given.slice(at + 1)] : [given, undefined];
  const make = ENTRIES[source];
  if (!make || (source !== 'local' && !version)) {
    throw new XformError('usage', `--add-package ${given} cannot be understood.`, {
      hint: 'Write --add-package dbt-labs/dbt_utils@1.3.0, or add --source git or --source local.',
    });
  }
  // Nothing is written to a file that is wrong already.
  loadPackageSpecs(root, render);
  const path = join(root, 'packages.yml');
  const text = readIfThere(path);
  const { parseDocument, isSeq, isMap } = await import('yaml');
  const document = parseDocument(text);
  const entry = make(name, version, given);
  const list = document.get('packages');
  if (isSeq(list)) {
    const key = Object.keys(entry)[0]!;
    const old = list.items.findIndex((item) => isMap(item) && item.get(key) === entry[key]);
    if (old >= 0) list.set(old, document.createNode(entry));
    else list.add(document.createNode(entry));
  } else {
    document.set('packages', document.createNode([entry]));
  }
  // Lists in one line stay as they are written.
  const style = { lineWidth: 0, flowCollectionPadding: /[[{] /.test(text) };
  writeFileSync(path, document.toString(style));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

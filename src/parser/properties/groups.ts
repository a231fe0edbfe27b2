import { XformError } from '../../errors/error.js';
import { uniqueId } from '../../manifest/ids.js';
import { isMapping, mappingGet } from '../../project/mapping.js';
import type { ParseSession } from '../session.js';
import { ownerOf } from './exposures.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';
import { entryReader, optionalText } from './valueReader.js';

/** A group (features B13). */
export function parseGroup(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const { owner, file } = entry.source;
    const { name, values } = entry;
    const reader = entryReader(entry);
    const id = uniqueId('group', owner.name, name);
    const earlier = session.manifest.groups[id];
    if (earlier !== undefined) {
      throw new XformError('compilation', `Two groups have the name "${name}"`, {
        place: placeInEntry(entry),
        notes: [`  - ${id} (${earlier.original_file_path})`, `  - ${id} (${file.path})`],
        hint: 'Change the name of one of these resources.',
      });
    }
    const meta = isMapping(values.config) ? mappingGet(values.config, 'meta') : undefined;
    session.manifest.groups[id] = {
      name,
      resource_type: 'group',
      package_name: owner.name,
      path: file.relativePath,
      original_file_path: file.path,
      unique_id: id,
      owner: ownerOf(values.owner, reader),
      description: optionalText(values.description, 'description', reader) ?? null,
      config: { meta: meta ?? {} },
    };
  });
}

import { mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import { isMapping, mappingGet } from '../../project/mapping.js';
import { configLayerOf } from '../properties/configLayer.js';
import type { Patches } from '../properties/patches.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { SECTION_RULES } from '../properties/sections.js';
import { entryReader, listOf, optionalText } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import { checkMacroArguments } from './macroArguments.js';

/** Applies `macros` entries (features B14); those that match no macro stay unmatched. */
export function patchMacros(
  session: ParseSession,
  entries: readonly PropertyEntry[],
  patches: Patches,
): void {
  for (const entry of entries) {
    if (entry.section !== 'macros') continue;
    const macro = session.manifest.macros[uniqueId('macro', entry.source.owner.name, entry.name)];
    if (macro === undefined || patches.find('macros', entry.source.owner.name, entry.name) !== entry)
      continue;
    session.errors.attempt(() => {
      const reader = entryReader(entry);
      const layer = configLayerOf(entry.values, SECTION_RULES.macros.movedToConfig, reader);
      const { config } = mergeConfigLayers('macro', layer ? [layer] : [], { file: entry.source.shownPath });
      macro.config = config;
      macro.meta = config.meta;
      if (config.docs) macro.docs = config.docs;
      macro.description = optionalText(entry.values.description, 'description', reader) ?? '';
      macro.patch_path = `${entry.source.owner.name}://${entry.source.file.path}`;
      macro.arguments = listOf(entry.values.arguments, 'arguments', reader).map((item, index) => {
        const at = reader.at('arguments', index);
        const name = isMapping(item) ? mappingGet(item, 'name') : undefined;
        if (!isMapping(item) || typeof name !== 'string') throw at.error('An argument has no name');
        return {
          name,
          type: optionalText(mappingGet(item, 'type'), 'type', at) ?? null,
          description: optionalText(mappingGet(item, 'description'), 'description', at) ?? '',
        };
      });
    });
  }
  if (session.project.flags.validate_macro_args === true) checkMacroArguments(session);
}

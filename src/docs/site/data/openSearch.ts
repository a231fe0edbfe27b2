import { textPartOf } from '../../siteData.js';
import { loadData } from './loadData.js';
import { loadModel } from './loadModel.js';
import { createSearchIndex, type SearchIndex } from './searchIndex.js';

let opened: Promise<SearchIndex> | undefined;

/** Loads what search needs at once; parts of the text index follow as somebody types. */
export function openSearch(): Promise<SearchIndex> {
  opened ??= Promise.all([loadModel(), loadData('columns')]).then(([model, columns]) =>
    createSearchIndex(model, columns, async (token) => {
      const { textParts } = await loadData('overview');
      return loadData(`text/${textPartOf(token, textParts)}`);
    }),
  );
  return opened;
}

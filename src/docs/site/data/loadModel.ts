import { loadData } from './loadData.js';
import { createModel, type SiteModel } from './siteModel.js';

let model: Promise<SiteModel> | undefined;

export function loadModel(): Promise<SiteModel> {
  model ??= loadData('index').then(createModel);
  return model;
}

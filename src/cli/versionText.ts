import { DBT_VERSION, XFORM_VERSION } from '../util/version.js';

export const VERSION_TEXT = `xform ${XFORM_VERSION} (as dbt ${DBT_VERSION})`;

/** The public entry `xform/testing`: checks that an engine package's own tests run. */
export { type AdapterCheck, type AdapterCheckOptions, adapterChecks } from './testing/adapterChecks.js';
export { type ProjectCheckOptions, projectChecks } from './testing/projectChecks.js';

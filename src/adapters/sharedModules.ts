import * as adapterApi from './publicApi.js';

const KEY = Symbol.for('xform.adapterApi');

/**
 * Lets `xform/adapter` hand out this program's own classes to the engine packages it loads: values such as PyDecimal
 * are recognised by their class, so a second copy of the modules would not do.
 */
export function shareModules(): void {
  (globalThis as { [KEY]?: typeof adapterApi })[KEY] ??= adapterApi;
}

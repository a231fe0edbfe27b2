/** Everything that other packages import, in one bundle: all entries share one instance of each module. */
export * as adapter from './adapter.js';
export * as api from './index.js';
export * as testing from './testing.js';

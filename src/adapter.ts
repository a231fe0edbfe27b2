/** The public entry `xform/adapter`. */
export * from './adapters/publicApi.js';

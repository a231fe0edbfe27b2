import type { PyObject } from '../jinja/values/types.js';

/** The `adapter` of templates; see createAdapterObject for running and createParseAdapterObject for parsing. */
export type AdapterObject = PyObject;

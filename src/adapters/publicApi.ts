/** What an engine package needs of xform: `import ... from 'xform/adapter'`. */
export { XformError, type XformErrorOptions } from '../errors/error.js';
export { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from '../jinja/modules/datetime.js';
export { pyFunction } from '../jinja/pyFunction.js';
export { PyBytes } from '../jinja/values/bytes.js';
export { PyDecimal } from '../jinja/values/decimal.js';
export { PyDict } from '../jinja/values/dict.js';
export { pyRepr, pyStr } from '../jinja/values/text.js';
export { callable, isPyObject, PyFloat, PyObject, PyTuple, type Value } from '../jinja/values/types.js';
export type { Logger } from '../log/types.js';
export { RelationCache } from './cache.js';
export { Column } from './column.js';
export { Relation } from './relation.js';
export type { RelationLink } from './relationLinks.js';
export type {
  AdapterMethod,
  AdapterPlugin,
  AdapterResponse,
  AdapterSession,
  ColumnTypes,
  Connection,
  CredentialField,
  Credentials,
  Dialect,
  Driver,
  DriverOptions,
  ExecuteOptions,
  ExplainedError,
  QueryResult,
  ResultColumn,
} from './types.js';

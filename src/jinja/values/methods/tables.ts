import { PyDict } from '../dict.js';
import { PySet } from '../set.js';
import { isPlainObject } from '../typeName.js';
import { isPyObject, PyFloat, PyTuple, type Value } from '../types.js';
import { DICT_METHODS } from './dict.js';
import { LIST_METHODS, TUPLE_METHODS } from './list.js';
import type { Method, MethodTable } from './method.js';
import { FLOAT_METHODS, INTEGER_METHODS } from './number.js';
import { SET_METHODS } from './set.js';
import { STRING_METHODS } from './string.js';

/** Method `name` of a built-in type; undefined when there is none. Host objects answer by `pyAttr` instead. */
export function findMethod(value: Value, name: string): Method | undefined {
  return tableOf(value)?.get(name);
}

/** The method table of a value's type; undefined for host objects, functions and None. */
function tableOf(value: Value): MethodTable | undefined {
  switch (typeof value) {
    case 'string':
      return STRING_METHODS;
    case 'number':
      return Number.isInteger(value) ? INTEGER_METHODS : FLOAT_METHODS;
    case 'bigint':
    case 'boolean':
      return INTEGER_METHODS;
    case 'object':
      return value === null ? undefined : tableOfObject(value);
    default:
      return undefined;
  }
}

function tableOfObject(value: Value): MethodTable | undefined {
  if (Array.isArray(value)) return value instanceof PyTuple ? TUPLE_METHODS : LIST_METHODS;
  if (value instanceof PyDict) return DICT_METHODS;
  if (value instanceof PyFloat) return FLOAT_METHODS;
  if (value instanceof PySet) return SET_METHODS;
  if (isPyObject(value)) return undefined;
  return isPlainObject(value) ? DICT_METHODS : undefined;
}

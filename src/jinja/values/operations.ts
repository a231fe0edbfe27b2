/** What other folders use of the values: one import place. */
export { add, divide, floorDivide, modulo, multiply, negate, power, subtract } from './arithmetic.js';
export { contains, pyCompare, pyEquals, pyOrder } from './compare.js';
export { formatValue } from './format/formatSpec.js';
export { percentFormat } from './format/percent.js';
export { hashKey } from './hash.js';
export { findIterable, findLength, iterate, lengthOf, pyTruthy, toArray } from './iterate.js';
export { findAttr, findItem, getAttr, getItem, setAttr, slice } from './lookup.js';
export {
  dictEntries,
  entriesOf,
  getDictItem,
  getMappingItem,
  isDict,
  isMapping,
  setDictItem,
} from './mapping.js';
export { asFloat, asInteger, asNumber, isNumber } from './numbers.js';
export { raise } from './raise.js';
export { sortValues } from './sort.js';
export { floatText, pyRepr, pyStr } from './text.js';
export { isPlainObject, typeName } from './typeName.js';

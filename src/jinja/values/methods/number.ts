import { asInteger, asNumber } from '../numbers.js';
import { type MethodTable, methodTable } from './method.js';

export const INTEGER_METHODS: MethodTable = methodTable('int', {
  bit_length: ['', (self) => bits(asInteger(self)!).length],
  bit_count: ['', (self) => bits(asInteger(self)!).replaceAll('0', '').length],
  conjugate: ['', (self) => asInteger(self)!],
});

function bits(value: number | bigint): string {
  const size = value < 0 ? -BigInt(value) : BigInt(value);
  return size === 0n ? '' : size.toString(2);
}

export const FLOAT_METHODS: MethodTable = methodTable('float', {
  is_integer: ['', (self) => Number.isInteger(asNumber(self))],
  conjugate: ['', (self) => self],
});

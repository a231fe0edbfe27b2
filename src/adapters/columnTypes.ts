import { XformError } from '../errors/error.js';

/** Splits `numeric(10,2)` into name and sizes. A type without parentheses has none. */
export function parseTypeDescription(rawType: string): {
  readonly type: string;
  readonly sizes: readonly number[];
} {
  const match = /^([^(]+)(\([^)]+\))?/.exec(rawType);
  if (match === null) throw new XformError('runtime', `"${rawType}" is not a data type`);
  const type = match[1]!;
  if (match[2] === undefined) return { type, sizes: [] };
  const parts = match[2].slice(1, -1).split(',');
  if (parts.length > 2) return { type, sizes: [] };
  const sizes = parts.map((part) => {
    const text = part.trim();
    if (!/^[+-]?\d+$/.test(text)) {
      throw new XformError(
        'runtime',
        `"${rawType}" is not a data type with a size: "${part}" is no whole number`,
      );
    }
    return Number(text);
  });
  return { type, sizes };
}

/** Fields of `STRUCT(a INTEGER, "b c" STRUCT(d VARCHAR)[])`: their types may hold commas and parentheses. */
export function parseStructFields(type: string): { readonly name: string; readonly type: string }[] {
  const inner = type.slice(type.indexOf('(') + 1, type.lastIndexOf(')'));
  return splitTopLevel(inner).map((part) => {
    const text = part.trim();
    if (text.startsWith('"')) {
      const end = closingQuote(text);
      return { name: text.slice(1, end).replace(/""/g, '"'), type: text.slice(end + 1).trim() };
    }
    const space = text.search(/\s/);
    if (space < 0) return { name: text, type: '' };
    return { name: text.slice(0, space), type: text.slice(space).trim() };
  });
}

function closingQuote(text: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] !== '"') return i;
    i++;
  }
  return text.length;
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (text.trim() !== '') parts.push(text.slice(start));
  return parts;
}

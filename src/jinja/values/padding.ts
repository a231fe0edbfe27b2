import { raise } from './raise.js';
import { codePointLength, MAX_TEXT } from './strings.js';

/** Refuses to build texts that would exhaust memory. */
export function padLimit(length: number): void {
  if (length > MAX_TEXT) raise(`the text would be longer than ${MAX_TEXT} characters`);
}

const MAX_ITEMS = 10_000_000;

/** Refuses to build lists that would exhaust memory. */
export function limitItems(count: number): void {
  if (count > MAX_ITEMS) raise(`the list would have more than ${MAX_ITEMS} elements`);
}

/** Pads to `width` code points with one fill character; 'left' means the text stays on the left. */
export function justify(text: string, width: number, fill: string, side: 'left' | 'right'): string {
  const missing = width - codePointLength(text);
  if (missing <= 0) return text;
  padLimit(missing);
  return side === 'left' ? text + fill.repeat(missing) : fill.repeat(missing) + text;
}

/** Python's str.center: an odd rest goes to the left when both text and width are such that it does there. */
export function center(text: string, width: number, fill: string): string {
  const missing = width - codePointLength(text);
  if (missing <= 0) return text;
  padLimit(missing);
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

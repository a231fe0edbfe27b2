import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import type { Place } from '../../errors/error.js';
import { eventOffset } from './constructValue.js';
import { parseEvents, unpaddedOffset } from './parseEvents.js';

/** Where a node of a file is, and what is below it. */
interface PlacedNode {
  readonly key: number;
  readonly value: number;
  /** By key text or index as text. */
  readonly children: Map<string, PlacedNode>;
}

/** Line and column (1-based) of an offset of `text`. */
export function placeAt(text: string, file: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  const lines = before.split(/\r\n|\r|\n/);
  const column = lines[lines.length - 1]!.length + 1;
  return {
    file,
    line: lines.length,
    column: text.startsWith('\uFEFF') && lines.length === 1 ? column - 1 : column,
  };
}

/** Finds places of a file that has loaded; reads it again, since places are rarely asked for. */
export function createPlaceFinder(
  text: string,
  file: string,
): (path: readonly (string | number)[], part: 'key' | 'value') => Place {
  const { events, source, padding } = parseEvents(text);
  const root = readPlaces(events, source);
  return (path, part) => {
    let node = root;
    for (const step of path) {
      const child = node.children.get(String(step));
      if (child === undefined) break;
      node = child;
    }
    const offset = part === 'key' ? node.key : node.value;
    return placeAt(text, file, unpaddedOffset(source, offset, padding));
  };
}

function readPlaces(events: readonly Event[], source: string): PlacedNode {
  const anchors = new Map<string, PlacedNode>();
  let index = 1;

  function readNode(key: number | undefined): PlacedNode {
    const event = events[index++]!;
    if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(source.slice(event.anchorStart, event.anchorEnd));
      const value = event.anchorStart - 1;
      // What is below an alias is placed where the anchor has it.
      return { key: key ?? value, value, children: target?.children ?? new Map() };
    }
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP)
      return { key: 0, value: 0, children: new Map() };
    const offset = eventOffset(event);
    const value = offset < 0 ? (key ?? 0) : offset;
    const node: PlacedNode = { key: key ?? value, value, children: new Map() };
    if (event.anchorStart >= 0) anchors.set(source.slice(event.anchorStart, event.anchorEnd), node);
    if (event.type === EVENT_ID.SEQUENCE) readItems(node);
    else if (event.type === EVENT_ID.MAPPING) readPairs(node);
    return node;
  }

  function readItems(node: PlacedNode): void {
    for (let i = 0; events[index]!.type !== EVENT_ID.POP; i++)
      node.children.set(String(i), readNode(undefined));
    index++;
  }

  function readPairs(node: PlacedNode): void {
    while (events[index]!.type !== EVENT_ID.POP) {
      const event = events[index]!;
      const text = event.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : undefined;
      const key = readNode(undefined);
      const child = readNode(key.value);
      if (text === '<<') mergePlaces(node, child);
      else if (text !== undefined) node.children.set(text, child);
    }
    index++;
  }

  return index < events.length ? readNode(undefined) : { key: 0, value: 0, children: new Map() };
}

function mergePlaces(node: PlacedNode, merged: PlacedNode): void {
  const sources = merged.children.has('0') ? [...merged.children.values()] : [merged];
  for (const source of sources) {
    for (const [key, child] of source.children) if (!node.children.has(key)) node.children.set(key, child);
  }
}

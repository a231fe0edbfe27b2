import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { PyTuple, type Value } from '../../jinja/values/types.js';
import { buildMapping, type Pair } from './mapping.js';
import { YamlSyntaxError } from './parseEvents.js';
import { parseYamlBool, parseYamlFloat, parseYamlInt, resolvePlainScalar } from './resolveScalar.js';
import { ScalarProblem } from './scalarProblem.js';
import { parseYamlTimestamp } from './timestamp.js';

export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
export type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE }>;

/** A key that is given twice in one mapping, at the offset of its later place. */
export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

interface Node {
  readonly value: Value;
  /** Values inside, aliases counted in full. */
  readonly size: number;
  readonly offset: number;
  /** A plain `<<`, which as a key merges. */
  readonly merge?: boolean;
}

/** What aliases may expand a file to: beyond it a small file is made to fill the memory. */
const MAX_EXPANDED_NODES = 1_000_000;

/** Offset of a node's first character, its anchor and tag included. */
export function eventOffset(event: ScalarEvent | CollectionEvent): number {
  if (event.tagStart >= 0) return event.tagStart;
  if (event.anchorStart >= 0) return event.anchorStart - 1;
  if (event.type === EVENT_ID.SCALAR) {
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    return quoted ? event.valueStart - 1 : event.valueStart;
  }
  return event.start;
}

/**
 * The value that PyYAML's safe loader builds from a file's events; null for an empty file.
 * Throws YamlSyntaxError with an offset of `source`.
 */
export function constructValue(
  events: readonly Event[],
  source: string,
): { value: Value; duplicates: DuplicateKey[] } {
  const anchors = new Map<string, Node | 'open'>();
  const duplicates: DuplicateKey[] = [];
  let index = 0;
  let last = 0;

  function readNode(isKey = false): Node {
    const event = events[index++]!;
    if (event.type === EVENT_ID.ALIAS) return readAlias(event.anchorStart, event.anchorEnd);
    if (
      event.type !== EVENT_ID.SCALAR &&
      event.type !== EVENT_ID.MAPPING &&
      event.type !== EVENT_ID.SEQUENCE
    ) {
      throw new Error('unexpected end of a YAML collection');
    }
    const offset = eventOffset(event);
    if (offset >= 0) last = offset;
    const anchor = event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined && anchors.has(anchor)) {
      throw new YamlSyntaxError({ reason: `the anchor '&${anchor}' is given twice`, offset });
    }
    if (anchor !== undefined) anchors.set(anchor, 'open');
    const node =
      event.type === EVENT_ID.SCALAR
        ? {
            value: readScalar(event, source, offset, isKey),
            size: 1,
            offset,
            merge: isMergeKey(event, source),
          }
        : event.type === EVENT_ID.MAPPING
          ? readMapping(event, offset)
          : readSequence(event, offset);
    if (node.size > MAX_EXPANDED_NODES) {
      throw new YamlSyntaxError({
        reason: 'the aliases in here expand to more than a million values',
        offset,
      });
    }
    if (anchor !== undefined) anchors.set(anchor, node);
    return node;
  }

  function readAlias(start: number, end: number): Node {
    const name = source.slice(start, end);
    const offset = start - 1;
    const anchor = anchors.get(name);
    if (anchor === undefined) {
      throw new YamlSyntaxError({
        reason: `the alias '*${name}' has no anchor '&${name}' before it`,
        offset,
      });
    }
    if (anchor === 'open')
      throw new YamlSyntaxError({ reason: `the anchor '&${name}' contains itself`, offset });
    return { value: anchor.value, size: anchor.size, offset };
  }

  function readSequence(event: CollectionEvent, offset: number): Node {
    const tag = tagName(event, source);
    const items: Value[] = [];
    let size = 1;
    while (events[index]!.type !== EVENT_ID.POP) {
      const item = readNode();
      size += item.size;
      items.push(item.value);
    }
    index++;
    if (tag === undefined || tag === 'seq') return { value: items, size, offset };
    if (tag === 'omap' || tag === 'pairs') return { value: items.flatMap(pairTuples), size, offset };
    throw unknownTag(tag, offset);
  }

  function readMapping(event: CollectionEvent, offset: number): Node {
    const tag = tagName(event, source);
    if (tag !== undefined && tag !== 'map') throw unknownTag(tag, offset);
    const pairs: Pair[] = [];
    let size = 1;
    while (events[index]!.type !== EVENT_ID.POP) {
      const key = readNode(true);
      const value = readNode();
      size += 1 + value.size;
      // A key without text of its own (`: x`) has no place.
      pairs.push({
        key: key.value,
        merge: key.merge === true,
        value: value.value,
        offset: key.offset < 0 ? last : key.offset,
      });
    }
    index++;
    return { value: buildMapping(pairs, duplicates), size, offset };
  }

  let value: Value = null;
  while (index < events.length) {
    if (index > 0) {
      const offset = nextDocument(source, last);
      throw new YamlSyntaxError({
        reason: 'a second document starts here, but a file holds only one',
        offset,
      });
    }
    index++;
    value = readNode().value;
    index++;
  }
  return { value, duplicates };
}

/** Where the marker of the next document is, after the text at `from`. */
function nextDocument(source: string, from: number): number {
  const marker = /^(?:---|\.\.\.)/gm;
  marker.lastIndex = from;
  return marker.exec(source)?.index ?? from;
}

function isMergeKey(event: ScalarEvent, source: string): boolean {
  return event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 && getScalarValue(source, event) === '<<';
}

/** The tag without YAML's own prefix, as written otherwise; undefined for none. */
function tagName(event: ScalarEvent | CollectionEvent, source: string): string | undefined {
  if (event.tagStart < 0) return undefined;
  const tag = source.slice(event.tagStart, event.tagEnd);
  if (tag.startsWith('!!')) return tag.slice(2);
  return tag.startsWith('!<tag:yaml.org,2002:') ? tag.slice('!<tag:yaml.org,2002:'.length, -1) : tag;
}

function unknownTag(tag: string, offset: number): YamlSyntaxError {
  const written = tag.startsWith('!') ? tag : `!!${tag}`;
  return new YamlSyntaxError({ reason: `the tag '${written}' is not known`, offset });
}

const TAGGED_SCALARS: Readonly<Record<string, (text: string) => Value>> = {
  str: (text) => text,
  int: parseYamlInt,
  float: parseYamlFloat,
  bool: parseYamlBool,
  null: () => null,
  timestamp: (text) => {
    const value = parseYamlTimestamp(text);
    if (value === undefined) throw new ScalarProblem(`'${text}' is not a valid date`);
    return value;
  },
};

/** Text of a scalar; a block scalar whose last line the end of the file cuts off has no line break there, as in PyYAML. */
function scalarText(event: ScalarEvent, source: string): string {
  const text = getScalarValue(source, event);
  if (!isBlockScalar(event) || !text.endsWith('\n')) return text;
  return /[\r\n]/.test(source.charAt(event.valueEnd - 1)) ? text : text.slice(0, -1);
}

function isBlockScalar(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

function readScalar(event: ScalarEvent, source: string, offset: number, isKey: boolean): Value {
  const text = scalarText(event, source);
  // PyYAML takes a lone `=` as text where it is a key, and refuses it elsewhere.
  if (isKey && text === '=') return text;
  const tag = tagName(event, source);
  try {
    if (tag !== undefined && tag !== '!') {
      if (!Object.hasOwn(TAGGED_SCALARS, tag)) throw unknownTag(tag, offset);
      return TAGGED_SCALARS[tag]!(text);
    }
    return event.style === SCALAR_STYLE.PLAIN ? resolvePlainScalar(text) : text;
  } catch (error) {
    if (error instanceof ScalarProblem) throw new YamlSyntaxError({ reason: error.message, offset });
    throw error;
  }
}

/** The entries of an item of `!!omap` or `!!pairs`, each as a tuple. */
function pairTuples(item: Value): PyTuple[] {
  return Object.entries(item as Record<string, Value>).map(([key, value]) => PyTuple.of<Value>(key, value));
}

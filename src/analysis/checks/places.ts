import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../errors/error.js';
import type { CompiledManifestNode } from '../../manifest/types.js';
import { createPlaces } from '../../parser/places.js';
import type { Project } from '../../project/types.js';

const WORD = /"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\S/uy;

/**
 * The place in a node's own file of what stands at `position` of its compiled SQL, found by the word there: the
 * occurrence on the same line of text, or else the one of the same rank. Without such a word (a macro wrote it) the
 * place is the file alone, with the compiled line told in `note`.
 */
export function placeInFile(
  project: Project,
  node: CompiledManifestNode,
  sql: string,
  position: number | undefined,
  name?: string,
): { place: Place; note?: string } {
  const code = maskComments(node.raw_code);
  const at = position ?? (name === undefined ? undefined : wordOffsets(sql, name)[0]);
  const places = createPlaces(project);
  const file: Place = { file: places.shownPathOf(node) };
  if (at === undefined) return { place: file };
  const word = wordAt(sql, at);
  const target = name !== undefined && wordAtOrAfter(sql, at, name) !== undefined ? name : word;
  const compiledAt = target === name ? wordAtOrAfter(sql, at, name!)! : at;
  const found = bestOccurrence(code, sql, target, compiledAt);
  const line = lineAt(sql, compiledAt);
  const note = `in the compiled SQL, line ${sql.slice(0, compiledAt).split('\n').length}: ${line.trim().slice(0, 160)}`;
  if (found === undefined) return { place: file, note };
  const start = places.startOfCode(node, node.raw_code);
  const before = node.raw_code.slice(0, found);
  const lines = before.split('\n').length;
  const column = found - before.lastIndexOf('\n');
  const place = {
    file: file.file,
    line: (start.line ?? 1) + lines - 1,
    column: lines === 1 ? column + (start.column ?? 1) - 1 : column,
  };
  return lineAt(node.raw_code, found).trim() === line.trim() ? { place } : { place, note };
}

/** Line of a text in a properties file, for tests that stand there. */
export function placeInProperties(
  project: Project,
  node: CompiledManifestNode,
  word: string | undefined,
): Place {
  const owner = project.packages.find((one) => one.name === node.package_name) ?? project.root;
  const file = createPlaces(project).shownPathOf(node);
  if (word === undefined) return { file };
  try {
    const text = readFileSync(join(owner.root, node.original_file_path), 'utf8');
    const [at] = wordOffsets(text, word);
    if (at === undefined) return { file };
    const before = text.slice(0, at);
    return { file, line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
  } catch {
    return { file };
  }
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

/** `t.name`: the position is that of `t`. */
function wordAtOrAfter(text: string, at: number, word: string): number | undefined {
  const end = text.indexOf('\n', at);
  const found = wordOffsets(text.slice(at, end < 0 ? undefined : end), word)[0];
  return found === undefined || found > 200 ? undefined : at + found;
}

function bestOccurrence(code: string, sql: string, word: string, at: number): number | undefined {
  const inCode = wordOffsets(code, word);
  if (inCode.length === 0) return undefined;
  const wantedLine = lineAt(sql, at).trim();
  const sameLine = inCode.filter((offset) => lineAt(code, offset).trim() === wantedLine);
  const inSql = wordOffsets(sql, word);
  const rank = inSql.filter((offset) => offset < at).length;
  if (sameLine.length > 0) {
    // The same line may be there more than once, and hold the word more than once.
    const rankOnSame = inSql.filter(
      (offset) => offset < at && lineAt(sql, offset).trim() === wantedLine,
    ).length;
    return sameLine[Math.min(rankOnSame, sameLine.length - 1)];
  }
  if (inCode.length === inSql.length) return inCode[rank];
  return inCode[Math.min(rank, inCode.length - 1)];
}

/** Offsets of a word, quoted or not, whatever its case. */
function wordOffsets(text: string, word: string): number[] {
  const bare = word.replace(/^"|"$/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = /^[\p{L}\p{N}_$]+$/u.test(bare)
    ? `(?<![\\p{L}\\p{N}_$])"?${bare}"?(?![\\p{L}\\p{N}_$])`
    : bare;
  return [...text.matchAll(new RegExp(pattern, 'giu'))].map((match) => match.index);
}

/** Where a word stands last. */
export function lastOffset(text: string, word: string): number | undefined {
  return wordOffsets(text, word).at(-1);
}

function lineAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(start, end < 0 ? undefined : end);
}

/** Comments as blanks of the same length, so that offsets stay. */
function maskComments(code: string): string {
  return code.replace(/\{#[\s\S]*?#\}|--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
}

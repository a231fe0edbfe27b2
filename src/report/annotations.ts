import { shownPlace } from './nodePlace.js';
import type { Problem } from './types.js';

/**
 * GitHub's workflow commands, one a line: `::error file=…,line=…,col=…,title=…::message`. Files are given relative to
 * `workspace`, the checked-out repository.
 */
export function githubAnnotations(problems: readonly Problem[], workspace: string): string {
  return problems.map((problem) => `${annotation(problem, workspace)}\n`).join('');
}

function annotation({ level, title, message, place, query }: Problem, workspace: string): string {
  const properties = {
    file: place && shownPlace(place, workspace).file,
    line: place?.line,
    col: place?.line === undefined ? undefined : place.column,
    title,
  };
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = query === undefined ? message : `${message}\n\nFailing rows:\n${query}`;
  return `::${level} ${given.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

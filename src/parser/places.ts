import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../errors/error.js';
import { strip } from '../jinja/values/strings.js';
import type { Package, Project } from '../project/types.js';
import { shownPath } from './shownPath.js';

interface Located {
  readonly package_name: string;
  readonly original_file_path: string;
}

/** Where things of the manifest stand, worked out only when an error needs it. */
export interface Places {
  /** A resource's file as errors show it. */
  shownPathOf(resource: Located): string;
  /** Where the code of a node starts in its file; `code` is the node's raw_code. */
  startOfCode(resource: Located, code: string): Place;
  /** First line of the resource's file that holds `text` (of several lines: its first). */
  placeOfText(resource: Located, text: string): Place;
}

export function createPlaces(project: Project): Places {
  const byName = new Map(project.packages.map((one) => [one.name, one]));
  const fileOf = (resource: Located): { shown: string; absolute: string } => {
    const owner: Package = byName.get(resource.package_name) ?? project.root;
    const path = resource.original_file_path;
    const absolutePath = join(owner.root, path);
    return { shown: shownPath(project.root, owner, { path, absolutePath }), absolute: absolutePath };
  };
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return {
    shownPathOf: (resource) => fileOf(resource).shown,
    startOfCode(resource, code) {
      const { shown, absolute } = fileOf(resource);
      const text = read(absolute);
      const at = code === '' ? -1 : text.indexOf(code);
      return at < 0 ? { file: shown } : placeAt(text, at, shown);
    },
    placeOfText(resource, wanted) {
      const { shown, absolute } = fileOf(resource);
      const line = strip(wanted).split('\n', 1)[0]!;
      const text = read(absolute);
      const at = line === '' ? -1 : text.indexOf(line);
      return at < 0 ? { file: shown } : placeAt(text, at, shown);
    },
  };
}

function placeAt(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { file, line, column: offset - before.lastIndexOf('\n') };
}

import { readFileSync } from 'node:fs';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Manifest } from './types.js';

/** A manifest of an earlier run, with who wrote it. */
export interface EarlierManifest extends Manifest {
  /** Major and minor of the dbt release; [0, 0] when it does not say. */
  readonly release: readonly [number, number];
}

/** Versions of the schema, from dbt 1.0 on; releases 1.8 to 2.0 all write the newest. */
const OLDEST = 4;
const NEWEST = 12;

const SECTIONS = [
  'nodes',
  'sources',
  'macros',
  'docs',
  'exposures',
  'metrics',
  'groups',
  'selectors',
  'disabled',
  'saved_queries',
  'semantic_models',
  'unit_tests',
  'functions',
] as const;

/** A manifest.json of this or an older release, for --state. Throws XformError('runtime') with its path. */
export function readManifest(path: string): EarlierManifest {
  let read: Value;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new XformError('runtime', `Cannot read the manifest ${path}: ${(error as Error).message}`, {
      place: { file: path },
      hint: 'Give the folder of an earlier run that finished, with its manifest.json.',
    });
  }
  checkVersion(read?.metadata, path);
  const sections = SECTIONS.map((name) => [name, sectionOf(read, name, path)]);
  const manifest = { ...Object.fromEntries(sections), release: releaseOf(read.metadata) };
  for (const node of Object.values({ ...manifest.nodes, ...manifest.functions }) as Value[]) fillNode(node);
  return manifest as EarlierManifest;
}

function checkVersion(metadata: Value, path: string): void {
  const schema = String(metadata?.dbt_schema_version ?? '');
  const version = Number(/\/v(\d+)\.json$/.exec(schema)?.[1]);
  if (version >= OLDEST && version <= NEWEST) return;
  const writer = metadata?.dbt_version ? ` (written by dbt ${metadata.dbt_version})` : '';
  const found = Number.isNaN(version)
    ? 'does not say which manifest it is'
    : `has version ${version}${writer}`;
  throw new XformError('runtime', `${path} is not a manifest that can be read: it ${found}`, {
    place: { file: path },
    hint: `Manifests of versions ${OLDEST} to ${NEWEST} are understood: those of dbt 1.0 to 2.0 and of xform.`,
  });
}

function sectionOf(read: Value, name: string, path: string): Value {
  const section = read[name] ?? {};
  if (typeof section === 'object' && !Array.isArray(section)) return section;
  throw new XformError('runtime', `${path} is not a manifest that can be read: '${name}' is no mapping`, {
    place: { file: path },
    hint: 'Make it again with a run of the former state.',
  });
}

function releaseOf(metadata: Value): readonly [number, number] {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(String(metadata.dbt_version ?? '')) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
}

/** Fields that older manifests lack or call otherwise. */
function fillNode(node: Value): void {
  node.raw_code ??= node.raw_sql ?? '';
  node.compiled_code ??= node.compiled_sql ?? null;
  node.compiled ??= false;
  node.unrendered_config ??= {};
  node.extra_ctes ??= [];
  if (Array.isArray(node.refs)) node.refs = node.refs.map(upgradeRef);
}

/** Before version 10 a ref was a list: [name] or [package, name]. */
function upgradeRef(ref: Value): Value {
  if (!Array.isArray(ref)) return ref;
  return { name: ref[ref.length - 1], package: ref.length > 1 ? ref[0] : null, version: null };
}

import type { Flags } from '../project/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { buildLookups, findIn, type Lookup, type Lookups } from './lookups.js';
import type {
  Documentation,
  FunctionNode,
  Manifest,
  ManifestNode,
  RefArgs,
  SourceDefinition,
} from './types.js';

export type Resolution<T> =
  | { readonly kind: 'found'; readonly node: T }
  | { readonly kind: 'disabled'; readonly node: T }
  | { readonly kind: 'missing'; readonly hint?: string };

/** Names to nodes (features B17, B22, D2, D3). */
export interface NodeResolver {
  ref(args: RefArgs, fromPackage: string): Resolution<ManifestNode>;
  source(sourceName: string, tableName: string, fromPackage: string): Resolution<SourceDefinition>;
  function(name: string, packageName: string | null, fromPackage: string): Resolution<FunctionNode>;
  doc(name: string, packageName: string | null, fromPackage: string): Documentation | undefined;
}

/** NodeResolver over a manifest that may still grow; call `refresh()` after adding nodes. */
export interface ManifestResolver extends NodeResolver {
  refresh(): void;
}

/** The lookups are built on first use and rebuilt after refresh(). */
export function createResolver(manifest: Manifest, rootPackage: string, flags: Flags): ManifestResolver {
  let lookups: Lookups | undefined;
  const get = (): Lookups => (lookups ??= buildLookups(manifest));
  const nodePackageFirst = flags.require_ref_searches_node_package_before_root === true;
  const orders = new Map<string, readonly (string | null)[]>();
  /** Packages to try in order; null: any. */
  const order = (packageName: string | null, fromPackage: string): readonly (string | null)[] => {
    if (packageName !== null) return [packageName];
    let known = orders.get(fromPackage);
    if (known === undefined) {
      const near = nodePackageFirst ? [fromPackage, rootPackage] : [rootPackage, fromPackage];
      orders.set(fromPackage, (known = [...new Set(near), null]));
    }
    return known;
  };
  return {
    refresh() {
      lookups = undefined;
    },
    ref(args, fromPackage) {
      const { refs, disabledRefs } = get();
      const key = args.version === null ? args.name : `${args.name}.v${args.version}`;
      return resolve(refs, disabledRefs, key, order(args.package, fromPackage), () => refHint(refs, args));
    },
    source(sourceName, tableName, fromPackage) {
      const { sources, disabledSources } = get();
      const key = `${sourceName}.${tableName}`;
      return resolve(sources, disabledSources, key, order(null, fromPackage), () =>
        didYouMean(key, sources.keys()),
      );
    },
    function(name, packageName, fromPackage) {
      const { functions, disabledFunctions } = get();
      const hint = () => didYouMean(name, functions.keys());
      return resolve(functions, disabledFunctions, name, order(packageName, fromPackage), hint);
    },
    doc(name, packageName, fromPackage) {
      // Blocks are looked up in the root project first, whoever asks.
      const packages = packageName === null ? [rootPackage, fromPackage, null] : [packageName];
      return findIn(get().docs, name, packages);
    },
  };
}

function resolve<T>(
  enabled: Lookup<T>,
  disabled: Lookup<T>,
  name: string,
  packages: readonly (string | null)[],
  hintOf: () => string | undefined,
): Resolution<T> {
  const found = findIn(enabled, name, packages);
  if (found !== undefined) return { kind: 'found', node: found };
  const off = findIn(disabled, name, packages);
  if (off !== undefined) return { kind: 'disabled', node: off };
  const hint = hintOf();
  return hint === undefined ? { kind: 'missing' } : { kind: 'missing', hint };
}

/** What a ref that leads nowhere may mean. */
function refHint(refs: Lookup<ManifestNode>, args: RefArgs): string | undefined {
  const { name, version } = args;
  const isVersionKey = (key: string) => /\.v[^.]+$/.test(key);
  if (version !== null) {
    const versions = [...refs.keys()]
      .filter((key) => key.startsWith(`${name}.v`))
      .map((key) => key.slice(name.length + 2));
    if (versions.length > 0) return `Versions of '${name}' are ${versions.sort().join(', ')}.`;
  }
  const elsewhere = refs.get(name)?.keys().next().value;
  if (elsewhere !== undefined) return `'${name}' is in the package '${elsewhere}'.`;
  return didYouMean(
    name,
    [...refs.keys()].filter((key) => !isVersionKey(key)),
  );
}

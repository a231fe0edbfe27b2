import { BASE_NAMES } from '../basecontext/baseNames.js';
import type { BaseScope, InvocationFacts } from '../basecontext/types.js';
import { layerVars } from '../basecontext/var.js';
import type { RenderContext } from '../jinja/types.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { YamlMap } from './types.js';
import { parseYaml } from './yaml.js';

export interface YamlContextSources {
  readonly invocation: InvocationFacts;
  readonly flags: Readonly<Record<string, Value>>;
  readonly log: Logger;
  /** Vars that project files may read: `--vars`, then vars.yml (features A13, A17). */
  readonly vars: YamlMap;
  /** Fields of `target`, once the profile is known. */
  readonly target?: Readonly<Record<string, Value>>;
  /** Only for profiles.yml and packages.yml (features A25). */
  readonly allowSecrets?: boolean;
  /** The file, for messages. */
  readonly file: string;
}

/** What the Jinja of dbt_project.yml, profiles.yml and packages.yml sees. */
export function createYamlContext(sources: YamlContextSources): RenderContext {
  const scope: BaseScope = {
    invocation: sources.invocation,
    flags: sources.flags,
    log: sources.log,
    parseYaml: (text) => parseYaml(text, sources.file).value,
    vars: { ...layerVars([sources.vars]), owner: sources.file, missing: 'error' },
    ...(sources.target === undefined ? {} : { target: sources.target }),
    allowSecrets: sources.allowSecrets ?? false,
  };
  const made = new Map<string, Value | undefined>();
  return {
    lookup(name) {
      if (!Object.hasOwn(BASE_NAMES, name)) return undefined;
      if (!made.has(name)) made.set(name, BASE_NAMES[name]!(scope));
      return made.get(name);
    },
    names: () => Object.keys(BASE_NAMES),
    mode: 'sync',
    undefinedNames: 'default',
  };
}

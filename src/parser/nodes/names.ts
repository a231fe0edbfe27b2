import { callNameMacro, type NameMacro } from '../../context/nameMacros.js';
import { createCapture } from '../../context/parseContext.js';
import type { ContextEnvironment } from '../../context/types.js';
import { strip } from '../../jinja/values/strings.js';
import { pyStr } from '../../jinja/values/text.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import type { ManifestNode, ModelNode } from '../../manifest/types.js';

/** generate_schema_name, generate_alias_name and generate_database_name, each called as rarely as possible. */
export interface NameCalls {
  name(macro: NameMacro, custom: string | null, node: ManifestNode): string;
}

/** Answers of one macro for one package and custom value, by the fields of the node that it looked at. */
interface Answers {
  readonly groups: { readonly fields: readonly string[]; readonly byValues: Map<string, string> }[];
  hits: number;
  misses: number;
}

/** A macro that looks at what differs from node to node is not worth remembering: it is found out after this many. */
const TRIALS = 64;

/**
 * A project of thousands of nodes asks for few different schemas: an answer is used again for every node that agrees
 * in all fields the macro looked at. (While parsing, everything else that a macro can see stays the same.)
 */
export function createNameCalls(environment: ContextEnvironment): NameCalls {
  const known = new Map<string, Map<string, Map<string | null, Answers>>>();
  const isBuiltinAlias = createAliasCheck(environment);
  const call = (macro: NameMacro, custom: string | null, node: ManifestNode): string =>
    callNameMacro(environment, macro, custom, node, createCapture());
  return {
    name(macro, custom, node) {
      if (macro === 'generate_alias_name' && isBuiltinAlias(node.package_name))
        return builtinAlias(custom, node);
      const answers = answersFor(known, macro, node.package_name, custom);
      if (answers.misses > TRIALS && answers.hits < answers.misses) return call(macro, custom, node);
      for (const { fields, byValues } of answers.groups) {
        const answer = byValues.get(valuesOf(node, fields));
        if (answer === undefined) continue;
        answers.hits++;
        return answer;
      }
      answers.misses++;
      const watch = createWatch(node);
      const answer = call(macro, custom, watch.node);
      if (watch.reusable()) remember(answers, watch.fields(), node, answer);
      return answer;
    },
  };
}

function answersFor(
  known: Map<string, Map<string, Map<string | null, Answers>>>,
  macro: NameMacro,
  packageName: string,
  custom: string | null,
): Answers {
  let ofMacro = known.get(macro);
  if (ofMacro === undefined) known.set(macro, (ofMacro = new Map()));
  let ofPackage = ofMacro.get(packageName);
  if (ofPackage === undefined) ofMacro.set(packageName, (ofPackage = new Map()));
  let answers = ofPackage.get(custom);
  if (answers === undefined) ofPackage.set(custom, (answers = { groups: [], hits: 0, misses: 0 }));
  return answers;
}

/** Whether nothing stands between the nodes of a package and the built-in macro for aliases. */
function createAliasCheck({ macros }: ContextEnvironment): (packageName: string) => boolean {
  const known = new Map<string, boolean>();
  return (packageName) => {
    let isBuiltin = known.get(packageName);
    if (isBuiltin === undefined) {
      const entry = macros.find('generate_alias_name', packageName)?.macro.unique_id;
      const body = macros.dispatch('generate_alias_name', 'dbt', packageName).found?.macro.unique_id;
      isBuiltin =
        entry === 'macro.dbt.generate_alias_name' && body === 'macro.dbt.default__generate_alias_name';
      known.set(packageName, isBuiltin);
    }
    return isBuiltin;
  };
}

/** What the built-in macro answers: it is asked once for every node, and never twice the same. (A test holds both together.) */
export function builtinAlias(
  custom: string | null,
  node: Pick<ModelNode, 'name'> & { version?: Value },
): string {
  if (custom) return strip(custom);
  const { name, version } = node;
  return version ? `${name}_v${pyStr(version).replaceAll('.', '_')}` : name;
}

function remember(answers: Answers, fields: readonly string[], node: ManifestNode, answer: string): void {
  const isSame = (other: readonly string[]) =>
    other.length === fields.length && other.every((field, i) => field === fields[i]);
  let group = answers.groups.find((one) => isSame(one.fields));
  if (group === undefined) answers.groups.push((group = { fields, byValues: new Map() }));
  group.byValues.set(valuesOf(node, fields), answer);
}

function valuesOf(node: ManifestNode, fields: readonly string[]): string {
  let text = '';
  for (const field of fields) text += `${JSON.stringify(fieldOf(node, field)) ?? ''} `;
  return text;
}

/** `alias`, or `config.alias`. */
function fieldOf(node: Value, field: string): Value {
  return field.startsWith('config.') ? node.config?.[field.slice(7)] : node[field];
}

/** A node that reports which of its fields are looked at. */
interface Watch {
  readonly node: ManifestNode;
  fields(): readonly string[];
  /** False when the macro went through all fields, which no list of fields can stand for. */
  reusable(): boolean;
}

function createWatch(node: ManifestNode): Watch {
  const seen = new Set<string>();
  let reusable = true;
  const watched = (target: Value, prefix: string): Value =>
    new Proxy(target, {
      get(_, key) {
        if (typeof key !== 'string') return Reflect.get(target, key);
        const value = Reflect.get(target, key);
        if (prefix === '' && key === 'config' && isPlainObject(value)) return watched(value, 'config.');
        seen.add(prefix + key);
        return value;
      },
      has(_, key) {
        if (typeof key === 'string') seen.add(prefix + key);
        return Reflect.has(target, key);
      },
      getOwnPropertyDescriptor(_, key) {
        if (typeof key === 'string' && prefix + key !== 'config') seen.add(prefix + key);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
      ownKeys() {
        reusable = false;
        return Reflect.ownKeys(target);
      },
    });
  return { node: watched(node, ''), fields: () => [...seen].sort(), reusable: () => reusable };
}

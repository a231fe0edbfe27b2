import { callNameMacro, type NameMacro } from '../../context/nameMacros.js';
import { createCapture } from '../../context/parseContext.js';
import type { ContextEnvironment } from '../../context/types.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import type { ManifestNode } from '../../manifest/types.js';

/** generate_schema_name, generate_alias_name and generate_database_name, each called as rarely as possible. */
export interface NameCalls {
  name(macro: NameMacro, custom: string | null, node: ManifestNode): string;
}

/** Answers of one macro for one package and custom value that looked at the same fields of the node. */
interface Answers {
  readonly fields: readonly string[];
  readonly byValues: Map<string, string>;
}

/**
 * A project of thousands of nodes asks for few different schemas: an answer is used again for every node that agrees
 * in all fields the macro looked at. (While parsing, everything else that a macro can see stays the same.)
 */
export function createNameCalls(environment: ContextEnvironment): NameCalls {
  const known = new Map<string, Answers[]>();
  return {
    name(macro, custom, node) {
      const key = `${macro}\0${node.package_name}\0${custom === null ? '' : `=${custom}`}`;
      let answers = known.get(key);
      if (answers === undefined) known.set(key, (answers = []));
      for (const { fields, byValues } of answers) {
        const answer = byValues.get(valuesOf(node, fields));
        if (answer !== undefined) return answer;
      }
      const watch = createWatch(node);
      const answer = callNameMacro(environment, macro, custom, watch.node, createCapture());
      if (watch.reusable()) remember(answers, watch.fields(), node, answer);
      return answer;
    },
  };
}

function remember(answers: Answers[], fields: readonly string[], node: ManifestNode, answer: string): void {
  const same = answers.find(
    (one) => one.fields.length === fields.length && one.fields.every((f, i) => f === fields[i]),
  );
  const group = same ?? { fields, byValues: new Map<string, string>() };
  if (same === undefined) answers.push(group);
  group.byValues.set(valuesOf(node, fields), answer);
}

function valuesOf(node: ManifestNode, fields: readonly string[]): string {
  let text = '';
  for (const field of fields) text += `${JSON.stringify(fieldOf(node, field)) ?? ''}\0`;
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

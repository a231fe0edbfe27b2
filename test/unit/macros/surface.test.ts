import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileMacros } from '../../../src/jinja/engine.js';
import type { MacroTemplate } from '../../../src/jinja/types.js';

type Surface = Readonly<Record<string, readonly string[]>>;

const templates = join(import.meta.dirname, '../../../templates/macros');
/** Names and argument names of dbt's macros, recorded by record.py. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'names.json'), 'utf8')) as Record<
  string,
  Surface
>;
const packages = readdirSync(templates);
/** Engines whose macros are here to the last one; of the others, those that are have dbt's arguments. */
const COMPLETE = ['dbt', 'dbt_duckdb', 'dbt_postgres'];
/** Macros whose arguments differ from dbt's, and why that harms nobody. */
const OTHER_ARGUMENTS: Readonly<Record<string, string>> = {
  snowflake__get_incremental_append_sql:
    'dbt names the one argument after the macro; it is passed by position',
  snowflake__list_relations_without_caching: 'pages are followed by the driver, without limits',
};

function macrosOf(name: string): MacroTemplate[] {
  const folder = join(templates, name, 'macros');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => join(folder, path))
    .flatMap((file) => compileMacros(readFileSync(file, 'utf8'), { file: relative(templates, file) }));
}

describe.each(packages)('macros of %s', (name) => {
  const macros = macrosOf(name);
  const ours = new Map(macros.map((macro) => [macro.name, macro.arguments.map((argument) => argument.name)]));

  it('are defined once', () => {
    const names = macros.map((macro) => macro.name);
    expect(names.filter((one, index) => names.indexOf(one) !== index)).toEqual([]);
  });

  it('have the names and arguments of dbt', () => {
    const wanted = Object.fromEntries(
      Object.entries(recorded[name]!).filter(
        ([one]) => COMPLETE.includes(name) || (ours.has(one) && !(one in OTHER_ARGUMENTS)),
      ),
    );
    expect(Object.keys(wanted)).not.toHaveLength(0);
    const found = Object.fromEntries(Object.keys(wanted).map((one) => [one, ours.get(one)]));
    expect(found).toEqual(wanted);
  });

  it('are otherwise private: a prefix keeps projects from replacing them by chance', () => {
    const known = new Set(packages.flatMap((one) => Object.keys(recorded[one]!)));
    const own = [...ours.keys()].filter((one) => !known.has(one) && !known.has(one.replace(/^[a-z]+__/, '')));
    expect(own.filter((one) => !/^([a-z]+__)?xform_/.test(one))).toEqual([]);
  });

  it('call only macros that are there', () => {
    const all = new Set(packages.flatMap((one) => macrosOf(one).map((macro) => macro.name)));
    const lost = macros.flatMap((macro) =>
      macro.calls
        .filter((call) => call.dispatch === true && ![...all].some((one) => one.endsWith(`__${call.name}`)))
        .map((call) => `${macro.name}: ${call.name}`),
    );
    expect(lost).toEqual([]);
  });
});

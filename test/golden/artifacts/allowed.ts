/** A difference from dbt's artifacts that is meant. `path` is matched against `<artifact>/<path in it>`. */
export interface AllowedDifference {
  readonly path: RegExp;
  readonly reason: string;
}

export const ALLOWED: readonly AllowedDifference[] = [
  {
    path: /^manifest\/metadata\/send_anonymous_usage_stats$/,
    reason: 'xform never sends anything, whatever the project asks for.',
  },
  {
    path: /^(manifest\/nodes|run_results\/results)\/(test|unit_test)\.[^/]+\/(compiled_code|extra_ctes\/.*)$/,
    reason: 'The SQL of generic and unit tests comes from macros, whose words are our own.',
  },
  {
    path: /^run_results\/results\/model\.rich\.broken\/message$/,
    reason:
      "The same error of DuckDB; it quotes a line of the statement, and the macro's words around the SQL are our own.",
  },
  {
    path: /^manifest\/nodes\/operation\.[^/]+\/(compiled_path|index)$/,
    reason:
      'dbt writes ./ into the path of a hook and counts a hook from one once it has run; here from zero throughout.',
  },
  {
    path: /^manifest\/groups\/[^/]+\/config\/persist_docs$/,
    reason:
      'dbt mixes config of the `models` block, by the folder of the property file, into groups; nothing reads it.',
  },
];

/** A difference from dbt's manifest that is meant, with its reason. `path` is matched against Difference.path. */
export interface AllowedDifference {
  readonly project: string;
  readonly path: RegExp;
  readonly reason: string;
}

export const ALLOWED: readonly AllowedDifference[] = [
  {
    project: 'shop',
    path: /^nodes\/model\.shop\.customers\/refs$/,
    reason:
      'dbt renders the hooks of a model with properties twice and lists their refs twice; depends_on is the same.',
  },
  {
    project: 'shop',
    path: /^nodes\/model\.shop\.stg_payments\/config\/schema$/,
    reason:
      'config(schema=none) takes back the schema of the project file: the model is built in the plain schema by both, but dbt still shows the former value as its config.',
  },
  {
    project: 'shop',
    path: /^groups\/group\.shop\.finance\/config\/(tags|materialized|schema)$/,
    reason:
      'dbt mixes config of the `models` block, by the folder of the property file, into groups; nothing reads it.',
  },
  {
    project: 'groups',
    path: /^groups\/group\.grp\.(finance|sales)\/config\/access$/,
    reason: 'The same: config of models in a group.',
  },
  {
    project: 'configs',
    path: /^nodes\/model\.conf\.one\/unrendered_config\/post-hook$/,
    reason: 'A hook of a second config() call becomes a list in dbt; here it stays as it is written.',
  },
  {
    project: 'replaced',
    path: /^disabled\/(model\.lib\.gone|seed\.lib\.exceptions)\/0\//,
    reason:
      'A description that goes to the node that replaces a disabled one stays with the disabled one, too.',
  },
];

/** An engine as the scenario meets it: its profile, and a way to look at what is there afterwards. */
export interface ScenarioEngine {
  readonly name: string;
  /** One output of profiles.yml; its schema (default: `scenario`) is empty at the start. */
  readonly output: Readonly<Record<string, unknown>>;
  /** Incremental strategies that are run, by dbt's names. */
  readonly strategies: readonly Strategy[];
  /** What every model, seed or snapshot needs here (`file_format`), by the section of dbt_project.yml. */
  readonly config?: Readonly<
    Partial<Record<'models' | 'seeds' | 'snapshots', Readonly<Record<string, unknown>>>>
  >;
  /** Who gets the right to read `city_sales`, and who has it then. Absent: no grants here. */
  readonly grants?: { readonly grantee: string; holders(): Promise<readonly string[]> };
  /** dbt's adapter of this engine, what it left on the same server, and why some relations are not equal to that. */
  readonly peer?: {
    readonly name: string;
    readonly golden: string;
    readonly differs?: Readonly<Record<string, string>>;
  };
  /** The name of a relation of the schema in a query. */
  qualify(relation: string): string;
  query(sql: string): Promise<readonly (readonly unknown[])[]>;
}

export type Strategy = 'append' | 'delete+insert' | 'merge' | 'insert_overwrite' | 'microbatch';

/** The strategy without which a relation of the scenario is not built. */
export const strategyOf: Readonly<Record<string, Strategy>> = {
  by_append: 'append',
  by_delete_insert: 'delete+insert',
  by_merge: 'merge',
  by_microbatch: 'microbatch',
  days_delete_insert: 'delete+insert',
  days_insert_overwrite: 'insert_overwrite',
};

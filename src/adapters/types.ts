import type { ErrorKind, Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { RelationCache } from './cache.js';
import type { RelationLink } from './relationLinks.js';

/** One column of a result: name and the engine's own name of the type. */
export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** What the engine says of a statement; becomes adapter_response in run_results.json. */
export interface AdapterResponse {
  /** One line for people: `OK`, `INSERT 0 3`. */
  readonly _message: string;
  readonly code?: string;
  readonly rows_affected?: number;
  readonly [extra: string]: string | number | undefined;
}

export interface QueryResult {
  readonly response: AdapterResponse;
  /** Empty when the statement returns nothing or `fetch` was false. */
  readonly columns: readonly ResultColumn[];
  /** Cells as Jinja values (jinja/values/types.ts): exact integers, PyDecimal, PyDate, PyDateTime, ... */
  readonly rows: readonly (readonly Value[])[];
}

export interface ExecuteOptions {
  /** Return rows (default false: only the response). */
  readonly fetch?: boolean;
  /** At most this many rows. */
  readonly limit?: number;
  readonly bindings?: readonly Value[];
}

/**
 * One session of the engine, owned by one slot from a node's compile to its last hook. Never used by two callers at
 * once. After `execute` rejects inside a transaction only `rollback` may follow; `commit` must reject if the
 * transaction was aborted, whatever the engine itself answers.
 */
export interface Connection {
  execute(sql: string, options?: ExecuteOptions): Promise<QueryResult>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
  /** Stops the running statement, which then rejects. Called from another place while execute is pending. */
  cancel?(): Promise<void>;
  /** The session ended from the other side (server stopped, network): nothing more can be sent, also no rollback. */
  readonly isLost?: boolean;
}

/** Owns what connections share (one DuckDB instance a path, a pool, a token). */
export interface Driver {
  connect(name: string): Promise<Connection>;
  close(): Promise<void>;
}

/** Lower-case type names by kind, as `column.is_integer()` and the like see them. */
export interface ColumnTypes {
  readonly integers: readonly string[];
  readonly floats: readonly string[];
  /** Text types that render as they are without a size (`text` also with one); others are `character varying(256)`. */
  readonly unsizedText?: readonly string[];
  /** Default: ANSI names of text and of exact numbers. */
  readonly texts?: readonly string[];
  readonly decimals?: readonly string[];
  /** Length of a text type without one; default 256. */
  readonly textSize?: number;
  /** Columns know the fields of a struct (`is_struct()`, `flatten()`). */
  readonly structs?: boolean;
}

/** What the values of a seed's column were found to be; `Number` has decimals. */
export type SeedColumnKind = 'Integer' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'ISODateTime' | 'Text';

/** What is true of an engine, as data. Anything that differs between engines and is not SQL text belongs here. */
export interface Dialect {
  readonly quoteCharacter: '"' | '`';
  /** How an unquoted identifier is stored. */
  readonly identifierCase: 'lower' | 'upper' | 'preserve';
  readonly maxIdentifierLength?: number;
  /** Default of project `quoting:`. */
  readonly quoting: { readonly database: boolean; readonly schema: boolean; readonly identifier: boolean };
  /** Relation names render with the database (false: schema.identifier). */
  readonly includeDatabase: boolean;
  readonly transactions: boolean;
  /** More than one connection may work at a time. */
  readonly concurrentConnections: boolean;
  /** translate_type: portable name to the engine's (`string` -> `TEXT`). */
  readonly typeLabels: Readonly<Record<string, string>>;
  /** Types of seed columns by what their values are, where they are not PostgreSQL's (`Text` -> `VARCHAR`). */
  readonly seedTypes?: Partial<Readonly<Record<SeedColumnKind, string>>>;
  /** Valid incremental strategies, the default first. */
  readonly incrementalStrategies: readonly string[];
  /** Constraint type -> 'enforced' | 'not_enforced' | 'not_supported'. */
  readonly constraintSupport: Readonly<Record<string, 'enforced' | 'not_enforced' | 'not_supported'>>;
  /** The table of a foreign key is named with its database (default true). */
  readonly foreignKeysNameDatabase?: boolean;
  /** The engine's name in class names that templates can see (`DuckDB` -> `<DuckDBRelation ...>`); default: none. */
  readonly className?: string;
  /** A subquery in FROM has an alias (default true): features E7, E8. */
  readonly aliasedSubqueries?: boolean;
  /** Kinds of relation beyond dbt's own: `dynamic_table` gives templates `is_dynamic_table` and `DynamicTable`. */
  readonly relationTypes?: readonly string[];
  /** Comments before a statement are lost on the way to the query log, so they go after it. */
  readonly appendsQueryComments?: boolean;
  /** Column names of seeds are quoted unless the seed says otherwise (default true). */
  readonly quoteSeedColumns?: boolean;
  /** What stands before the quotes of a time with an offset, where text is not compared with times (`timestamp `). */
  readonly timestampPrefix?: string;
  /** Relation types that `relation.can_be_renamed` / `can_be_replaced` hold for; default none. */
  readonly renameableTypes?: readonly string[];
  readonly replaceableTypes?: readonly string[];
  /** How column types are told apart (features E9); default: ANSI names. */
  readonly columnTypes?: ColumnTypes;
  /** What the SQL parser calls this dialect, where it is not the engine's type. */
  readonly parserName?: string;
  /** An empty DuckDB in memory speaks this dialect, so that it can judge names and types without the warehouse. */
  readonly bindsInMemory?: boolean;
  /** Query for database, schema, name and estimated rows of tables, from what the engine keeps: it reads no table. */
  readonly rowCountsSql?: string;
  /** adapter capabilities (features E14): name -> support level as dbt names them. */
  readonly capabilities: Readonly<
    Record<string, 'Full' | 'Versioned' | 'Unsupported' | 'NotImplemented' | 'Unknown'>
  >;
}

/** One profile field. Secret fields never reach templates, logs or artifacts. */
export interface CredentialField {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bool' | 'list' | 'dict' | 'any';
  readonly aliases?: readonly string[];
  readonly required?: boolean;
  readonly default?: Value;
  readonly secret?: boolean;
  /** Shown by `xform debug` and visible as `target.<name>`. */
  readonly connectionInfo?: boolean;
}

export type Credentials = Readonly<Record<string, Value>> & {
  readonly type: string;
  readonly database: string;
  readonly schema: string;
  readonly threads: number;
};

export interface DriverOptions {
  /** Slots of the run. */
  readonly threads: number;
  /** Folder that relative paths in credentials refer to (dbt: the working directory). */
  readonly cwd: string;
}

export interface ExplainedError {
  readonly message: string;
  readonly hint?: string;
  readonly kind?: ErrorKind;
  /** Where in the user's files it went wrong, when the engine says so (a line of a CSV file). */
  readonly place?: Place;
}

/** An engine. An outside package `xform-adapter-<type>` exports one as its default export. */
export interface AdapterPlugin {
  readonly type: string;
  /** Engine whose macros apply where this one has none (redshift -> postgres). */
  readonly parent?: string;
  readonly dialect: Dialect;
  readonly credentials: readonly CredentialField[];
  /** Fills in defaults that depend on other fields (DuckDB: database from path). Throws XformError('profile'). */
  resolveCredentials?(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>>;
  /** Absolute folder of the macro package `dbt_<type>` (has dbt_project.yml and macros/). */
  readonly macroFolder: string;
  createDriver(credentials: Credentials, options: DriverOptions): Promise<Driver>;
  /** Turns an engine's error into one clear message (and a hint); default: its message, kind 'database'. */
  explainError?(error: unknown): ExplainedError | undefined;
  /** Engines whose drops cascade: which views read which relations (features E10). */
  readLinks?(session: AdapterSession): Promise<readonly RelationLink[]>;
  /** SQL that stands for a source instead of its name (files), from the source's fields; undefined: its name. */
  sourceText?(source: Readonly<Record<string, Value>>): string | undefined;
  /** Engine-specific methods of `adapter` in templates, beyond E1. */
  readonly methods?: readonly AdapterMethod[];
  /** Runs a Python model: what its `materialize` builds is in the database afterwards. Absent: SQL only. */
  runPython?(session: PythonSession, job: PythonJob): Promise<AdapterResponse>;
}

/** A Python model, ready to run. */
export interface PythonJob {
  /** Defines `model(dbt, session)`, and behind it `dbtObj(load)` and `materialize(df, con)`. */
  readonly code: string;
  /** The model's file as the user knows it, and how many lines of `code` are its own. */
  readonly file: string;
  readonly ownLines: number;
  /** Where the model's table belongs. */
  readonly database: string;
  readonly schema: string;
  /** Absolute. */
  readonly projectRoot: string;
  /** Folder of the virtual environment to use, by config `python_venv`; relative to the project. */
  readonly venv?: string;
}

export interface PythonSession {
  readonly credentials: Credentials;
  /** The node's own connection, maybe in its transaction. */
  readonly connection: Connection;
  readonly log: Logger;
  /** Aborted when the work is cancelled. */
  readonly signal: AbortSignal;
  /** A further connection, for the caller to close. */
  open(): Promise<Connection>;
}

/** A method that templates may call on `adapter`. */
export interface AdapterMethod {
  readonly name: string;
  readonly parameters: readonly string[];
  /** What it returns while parsing, without a connection (features E2), given the same arguments. */
  readonly parseValue: (...args: Value[]) => Value;
  run(session: AdapterSession, ...args: Value[]): Value | Promise<Value>;
}

/**
 * What adapter methods work with: the slot's connection, the relation cache, and macros by name
 * (adapters never import context/: callMacro is handed in).
 */
export interface AdapterSession {
  readonly plugin: AdapterPlugin;
  readonly credentials: Credentials;
  readonly connection: Connection;
  readonly cache: RelationCache;
  readonly log: Logger;
  callMacro(name: string, args: Value[], kwargs?: Record<string, Value>): Promise<Value>;
}

import type { Value } from '../../jinja/values/types.js';
import { SparkQueryError } from './errors.js';
import { readColumn, type ThriftColumn } from './values.js';

/** What is used of hive-driver's sessions and operations. */
export interface HiveSession {
  executeStatement(
    sql: string,
    options: { readonly runAsync: boolean; readonly queryTimeout?: bigint },
  ): Promise<HiveOperation>;
  close(): Promise<unknown>;
}

export interface HiveOperation {
  status(): Promise<{
    readonly operationState?: number;
    readonly sqlState?: string;
    readonly errorMessage?: string;
  }>;
  fetch(): Promise<unknown>;
  finished(): boolean;
  hasMoreRows(): boolean;
  flush(): void;
  setMaxRows(rows: number): void;
  getSchema(): { readonly columns: readonly HiveColumn[] } | null;
  getData(): readonly { readonly columns?: readonly ThriftColumn[] }[];
  cancel(): Promise<unknown>;
  close(): Promise<unknown>;
}

interface HiveColumn {
  readonly columnName: string;
  readonly position: number;
  readonly typeDesc: {
    readonly types: readonly {
      readonly primitiveEntry?: {
        readonly type: number;
        readonly typeQualifiers?: {
          readonly qualifiers?: Readonly<Record<string, { readonly i32Value?: number }>>;
        };
      };
    }[];
  };
}

/** States of an operation in the protocol. */
const FINISHED = 2;
const FAILED = new Set([3, 4, 5, 7]);
const CANCELED = 3;

/** Names of the protocol's types, by number. */
const TYPE_NAMES: readonly string[] = [
  'boolean',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'float',
  'double',
  'string',
  'timestamp',
  'binary',
  'array',
  'map',
  'struct',
  'union',
  'user_defined',
  'decimal',
  'void',
  'date',
  'varchar',
  'char',
  'interval_year_month',
  'interval_day_time',
];

const ROWS_A_FETCH = 5000;
const LONGEST_WAIT_MS = 200;

export interface FetchedRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
}

/** Waits until the operation has ended; throws SparkQueryError with the server's words when it failed. */
export async function waitForEnd(operation: HiveOperation): Promise<void> {
  for (let wait = 2; ; wait = Math.min(wait * 1.5, LONGEST_WAIT_MS)) {
    const { operationState = 0, sqlState, errorMessage } = await operation.status();
    if (operationState === FINISHED) return;
    if (operationState === CANCELED) throw new SparkQueryError('The statement was cancelled', sqlState);
    if (FAILED.has(operationState)) {
      throw new SparkQueryError(errorMessage ?? 'The server gave no reason', sqlState);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Reads the rows of an operation that has ended. */
export async function fetchRows(
  operation: HiveOperation,
  limit = Number.POSITIVE_INFINITY,
): Promise<FetchedRows> {
  const rows: Value[][] = [];
  operation.setMaxRows(Math.min(limit, ROWS_A_FETCH));
  let columns: FetchedRows['columns'] = [];
  do {
    await operation.fetch();
    const described = [...(operation.getSchema()?.columns ?? [])].sort((a, b) => a.position - b.position);
    columns = described.map((column) => ({ name: nameOf(column), type: typeOf(column) }));
    for (const set of operation.getData()) rows.push(...rowsOf(set.columns ?? [], columns));
    operation.flush();
  } while (operation.hasMoreRows() && rows.length < limit);
  return { columns, rows: rows.slice(0, limit) };
}

function rowsOf(columns: readonly ThriftColumn[], described: FetchedRows['columns']): Value[][] {
  const values = columns.map((column, i) =>
    readColumn(column, (described[i]?.type ?? '').replace(/\(.*/, '')),
  );
  return (values[0] ?? []).map((_value, row) => values.map((list) => list[row]));
}

function nameOf({ columnName }: HiveColumn): string {
  return columnName;
}

function typeOf({ typeDesc }: HiveColumn): string {
  const entry = typeDesc.types[0]?.primitiveEntry;
  const name = TYPE_NAMES[entry?.type ?? -1] ?? 'string';
  const qualifiers = entry?.typeQualifiers?.qualifiers;
  const precision = qualifiers?.['precision']?.i32Value;
  return name === 'decimal' && precision !== undefined
    ? `decimal(${precision},${qualifiers?.['scale']?.i32Value ?? 0})`
    : name;
}

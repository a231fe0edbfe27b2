/** Names that psycopg2, and so dbt, gives result types, by OID. Sized variants of a type share one. */
const PSYCOPG_NAMES: Readonly<Record<string, readonly number[]>> = {
  BOOLEAN: [16],
  BINARY: [17],
  TEXT: [18, 19, 25, 1042, 1043],
  LONGINTEGER: [20],
  INTEGER: [21, 23],
  ROWID: [26],
  JSON: [114],
  JSONB: [3802],
  FLOAT: [700, 701],
  DECIMAL: [1700],
  INTERVAL: [704, 1186],
  UNKNOWN: [705],
  DATE: [1082],
  TIME: [1083, 1266],
  DATETIME: [1114],
  DATETIMETZ: [1184],
  BOOLEANARRAY: [1000],
  BINARYARRAY: [1001],
  STRINGARRAY: [1002, 1003, 1009, 1014, 1015],
  INTEGERARRAY: [1005, 1006, 1007],
  LONGINTEGERARRAY: [1016],
  FLOATARRAY: [1021, 1022],
  DECIMALARRAY: [1231],
  DATEARRAY: [1182],
  TIMEARRAY: [1183, 1270],
  DATETIMEARRAY: [1115],
  DATETIMETZARRAY: [1185],
  INTERVALARRAY: [1187],
  JSONARRAY: [199],
  JSONBARRAY: [3807],
};

/** Types that psycopg2 knows no name of: PostgreSQL's own. */
const OTHER_NAMES: ReadonlyMap<number, string> = new Map([
  [142, 'XML'],
  [600, 'POINT'],
  [650, 'CIDR'],
  [790, 'MONEY'],
  [829, 'MACADDR'],
  [869, 'INET'],
  [1560, 'BIT'],
  [1562, 'VARBIT'],
  [2249, 'RECORD'],
  [2950, 'UUID'],
  [2951, 'UUIDARRAY'],
  [3614, 'TSVECTOR'],
  [3904, 'INT4RANGE'],
  [3906, 'NUMRANGE'],
  [3908, 'TSRANGE'],
  [3910, 'TSTZRANGE'],
  [3912, 'DATERANGE'],
  [3926, 'INT8RANGE'],
]);

const NAMES = new Map(
  Object.entries(PSYCOPG_NAMES).flatMap(([name, oids]) => oids.map((oid): [number, string] => [oid, name])),
);

/** Contracts compare these names, so a type and its alias must have the same one. */
export function typeNameOf(oid: number): string {
  return NAMES.get(oid) ?? OTHER_NAMES.get(oid) ?? `TYPE ${oid}`;
}

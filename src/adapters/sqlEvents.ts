import type { Logger } from '../log/types.js';

/** Events about connections and statements, under dbt's names and codes; only built when somebody reads them. */
export interface SqlEvents {
  acquired(name: string, formerly: string | undefined): void;
  statement(name: string, sql: string, nodeInfo: unknown): void;
  finished(status: string, seconds: number, nodeInfo: unknown): void;
  commit(name: string, nodeInfo: unknown): void;
  rollback(name: string, nodeInfo: unknown): void;
  closed(name: string): void;
}

export function createSqlEvents(log: Logger, engine: string): SqlEvents {
  const debug = (
    name: string,
    code: string,
    msg: string,
    data: Record<string, unknown>,
    nodeInfo?: unknown,
  ) => {
    log.fire({
      name,
      code,
      level: 'debug',
      msg,
      data: nodeInfo === undefined ? data : { ...data, node_info: nodeInfo },
    });
  };
  const when =
    <A extends unknown[]>(run: (...args: A) => void) =>
    (...args: A) => {
      if (log.debugEnabled) run(...args);
    };
  return {
    acquired: when((name, formerly) => {
      if (formerly === undefined) {
        debug('NewConnection', 'E005', `Acquiring new ${engine} connection '${name}'`, {
          conn_name: name,
          conn_type: engine,
        });
      } else if (formerly !== name) {
        debug('ConnectionReused', 'E006', `Re-using a connection (formerly ${formerly}, now ${name})`, {
          conn_name: name,
          orig_conn_name: formerly,
        });
      }
    }),
    statement: when((name, sql, nodeInfo) => {
      debug(
        'ConnectionUsed',
        'E015',
        `Using ${engine} connection "${name}"`,
        { conn_name: name, conn_type: engine },
        nodeInfo,
      );
      debug('SQLQuery', 'E016', `On ${name}: ${sql}`, { conn_name: name, sql }, nodeInfo);
    }),
    finished: when((status, seconds, nodeInfo) => {
      const elapsed = Math.round(seconds * 1e6) / 1e6;
      debug(
        'SQLQueryStatus',
        'E017',
        `SQL status: ${status} in ${seconds.toFixed(3)} seconds`,
        { status, elapsed, query_id: null },
        nodeInfo,
      );
    }),
    commit: when((name, nodeInfo) =>
      debug('SQLCommit', 'E018', `On ${name}: COMMIT`, { conn_name: name }, nodeInfo),
    ),
    rollback: when((name, nodeInfo) =>
      debug('Rollback', 'E012', `On ${name}: ROLLBACK`, { conn_name: name }, nodeInfo),
    ),
    closed: when((name) => debug('ConnectionClosed', 'E010', `On ${name}: Close`, { conn_name: name })),
  };
}

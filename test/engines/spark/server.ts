import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginesFolder, findJava, freePort, startProcess } from '../scenario/server.js';

/** Spark 4.0 runs on these. */
const JAVA_VERSIONS = [17, 21];

export interface SparkPrograms {
  /** The folder of pyspark: bin/spark-submit and jars. */
  readonly home: string;
  readonly javaHome: string;
  /** Where the jars of each table format are. */
  readonly root: string;
}

/** The table format whose catalog is the session's own. */
export type TableFormat = 'delta' | 'iceberg';

const SETTINGS: Readonly<Record<TableFormat, Readonly<Record<string, string>>>> = {
  delta: {
    'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
    'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
    'spark.databricks.delta.snapshotPartitions': '1',
  },
  iceberg: {
    'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    'spark.sql.catalog.spark_catalog': 'org.apache.iceberg.spark.SparkSessionCatalog',
    'spark.sql.catalog.spark_catalog.type': 'hive',
    // The metastore inside the server has no tables for locks.
    'spark.hadoop.iceberg.engine.hive.lock-enabled': 'false',
  },
};

export interface SparkServer {
  readonly port: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again where it was, with its tables. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** What is needed to start a Thrift server, or the reason why there is none. */
export function findSpark(format: TableFormat = 'delta'): SparkPrograms | string {
  const root = process.env['XFORM_SPARK_HOME'] ?? join(enginesFolder, 'spark');
  const home = findPyspark(root);
  if (home === undefined) return `no pyspark in ${root} (XFORM_SPARK_HOME)`;
  if (jarsOf(root, format).length === 0) return `no jars of ${format} in ${join(root, format)}`;
  const javaHome = findJava((version) => JAVA_VERSIONS.includes(version));
  return javaHome === undefined
    ? `no JDK ${JAVA_VERSIONS.join(' or ')} by JAVA_HOME or in /usr/lib/jvm`
    : { home, javaHome, root };
}

/** They go on the class path of the driver: sessions after the first do not see `--jars`. */
function jarsOf(root: string, format: TableFormat): string[] {
  const folder = join(root, format);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (name.endsWith('.jar') ? [join(folder, name)] : []));
}

function findPyspark(root: string): string | undefined {
  const lib = join(root, 'lib');
  if (!existsSync(lib)) return undefined;
  return readdirSync(lib)
    .map((python) => join(lib, python, 'site-packages', 'pyspark'))
    .find((folder) => existsSync(join(folder, 'bin', 'spark-submit')));
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A throw-away Thrift server on this machine's loopback; its metastore is in its own folder. */
export async function startSpark(
  { home, javaHome, root }: SparkPrograms,
  format: TableFormat = 'delta',
): Promise<SparkServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xform-spark-'));
  const port = await freePort();
  const settings = {
    ...SETTINGS[format],
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    'spark.sql.shuffle.partitions': '1',
    'spark.default.parallelism': '1',
    'spark.ui.enabled': 'false',
    'spark.local.dir': join(folder, 'local'),
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
  };
  const launch = () =>
    startProcess({
      program: join(home, 'bin', 'spark-submit'),
      args: [
        ...['--class', 'org.apache.spark.sql.hive.thriftserver.HiveThriftServer2'],
        ...['--master', 'local[2]', '--driver-memory', '1500m'],
        ...['--driver-class-path', jarsOf(root, format).join(':')],
        ...Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
        ...['--hiveconf', `hive.server2.thrift.port=${port}`],
        ...['--hiveconf', 'hive.server2.thrift.bind.host=127.0.0.1'],
        'spark-internal',
      ],
      cwd: folder,
      env: { JAVA_HOME: javaHome, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1' },
      isReady: () => listens(port),
      seconds: 300,
    });
  let server = await launch();
  return {
    port,
    kill: () => server.kill(),
    async start() {
      server = await launch();
    },
    async remove() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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
  /** Delta Lake's jars, which go on the class path of the driver: sessions after the first do not see `--jars`. */
  readonly jars: readonly string[];
}

export interface SparkServer {
  readonly port: number;
  remove(): Promise<void>;
}

/** What is needed to start a Thrift server, or the reason why there is none. */
export function findSpark(): SparkPrograms | string {
  const root = process.env['XFORM_SPARK_HOME'] ?? join(enginesFolder, 'spark');
  const home = findPyspark(root);
  if (home === undefined) return `no pyspark in ${root} (XFORM_SPARK_HOME)`;
  const jarFolder = join(root, 'delta');
  const jars = existsSync(jarFolder) ? readdirSync(jarFolder).map((name) => join(jarFolder, name)) : [];
  if (jars.length < 2) return `no jars of Delta Lake in ${jarFolder}`;
  const javaHome = findJava((version) => JAVA_VERSIONS.includes(version));
  return javaHome === undefined
    ? `no JDK ${JAVA_VERSIONS.join(' or ')} by JAVA_HOME or in /usr/lib/jvm`
    : { home, javaHome, jars };
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

/** A throw-away Thrift server with Delta Lake on this machine's loopback; its metastore is in its own folder. */
export async function startSpark({ home, javaHome, jars }: SparkPrograms): Promise<SparkServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xform-spark-'));
  const port = await freePort();
  const settings = {
    'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
    'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    'spark.sql.shuffle.partitions': '1',
    'spark.default.parallelism': '1',
    'spark.databricks.delta.snapshotPartitions': '1',
    'spark.ui.enabled': 'false',
    'spark.local.dir': join(folder, 'local'),
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
  };
  const server = await startProcess({
    program: join(home, 'bin', 'spark-submit'),
    args: [
      ...['--class', 'org.apache.spark.sql.hive.thriftserver.HiveThriftServer2'],
      ...['--master', 'local[2]', '--driver-memory', '1500m', '--driver-class-path', jars.join(':')],
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
  return {
    port,
    async remove() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { enginesFolder, findJava, freePort, type ServerProcess, startProcess } from '../scenario/server.js';

/** Trino 476 asks for this. */
const JAVA_VERSION = 24;

export interface TrinoPrograms {
  /** The unpacked server. */
  readonly home: string;
  readonly javaHome: string;
}

export interface TrinoServer {
  readonly port: number;
  /** As a crash would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** What is needed to start a server, or the reason why there is none. */
export function findTrino(): TrinoPrograms | string {
  const home = process.env['XFORM_TRINO_HOME'] ?? join(enginesFolder, 'trino');
  if (!existsSync(join(home, 'bin', 'launcher'))) return `no Trino server in ${home} (XFORM_TRINO_HOME)`;
  const javaHome = findJava((version) => version >= JAVA_VERSION);
  if (javaHome === undefined) return `no JDK ${JAVA_VERSION} or newer by JAVA_HOME or in /usr/lib/jvm`;
  return { home, javaHome };
}

/** Settings of one server: small, on the loopback, with an Iceberg, a Hive and a memory catalog below `folder`. */
function settings(folder: string, port: number): Record<string, string> {
  const local = (name: string) =>
    `fs.native-local.enabled=true\nlocal.location=${join(folder, name)}\nhive.metastore.catalog.dir=local:///${name}`;
  return {
    'jvm.config': '-server\n-Xmx1G\n-XX:+ExitOnOutOfMemoryError\n-XX:ReservedCodeCacheSize=256M\n',
    'log.properties': 'io.trino=WARN\n',
    'node.properties': `node.environment=test\nnode.id=xform\nnode.data-dir=${join(folder, 'data')}\nnode.bind-ip=127.0.0.1\n`,
    'config.properties': [
      'coordinator=true',
      'node-scheduler.include-coordinator=true',
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      'node.internal-address=127.0.0.1',
      'query.max-memory=300MB',
      'query.max-memory-per-node=300MB',
      'memory.heap-headroom-per-node=200MB',
      'web-ui.enabled=false',
    ].join('\n'),
    // The user `guest` may look at Iceberg's tables and change nothing; all others may do anything.
    'access-control.properties': `access-control.name=file\nsecurity.config-file=${join(folder, 'etc', 'rules.json')}\n`,
    'rules.json': JSON.stringify({
      catalogs: [{ user: 'guest', catalog: 'iceberg', allow: 'read-only' }, { allow: 'all' }],
    }),
    'catalog/iceberg.properties': `connector.name=iceberg\niceberg.catalog.type=TESTING_FILE_METASTORE\n${local('iceberg')}\n`,
    'catalog/hive.properties': `connector.name=hive\nhive.metastore=file\nhive.non-managed-table-writes-enabled=true\n${local('hive')}\n`,
    'catalog/memory.properties': 'connector.name=memory\n',
  };
}

/** A throw-away server on this machine's loopback. */
export async function startTrino({ home, javaHome }: TrinoPrograms): Promise<TrinoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xform-trino-'));
  const port = await freePort();
  for (const [path, text] of Object.entries(settings(folder, port))) {
    const file = join(folder, 'etc', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const name of ['iceberg', 'hive']) mkdirSync(join(folder, name, name), { recursive: true });
  let server: ServerProcess | undefined;

  async function start(): Promise<void> {
    server = await startProcess({
      program: join(home, 'bin', 'launcher'),
      args: ['--etc-dir', join(folder, 'etc'), 'run'],
      cwd: folder,
      env: { JAVA_HOME: javaHome, PATH: `${join(javaHome, 'bin')}:${process.env['PATH']}` },
      isReady: async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/v1/info`);
        return ((await answer.json()) as { starting: boolean }).starting === false;
      },
      seconds: 400,
    });
  }

  await start();
  return {
    port,
    kill: async () => server?.kill(),
    start,
    async remove() {
      await server?.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

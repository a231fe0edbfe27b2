import type { Logger } from '../log/types.js';
import { RelationCache } from './cache.js';
import { AdapterSlot, type Slot, type SlotPurpose } from './slot.js';
import { createSqlEvents } from './sqlEvents.js';
import type { AdapterPlugin, Connection, Credentials, Dialect, Driver } from './types.js';

export type { MacroCaller, QueryComment, Slot, SlotExecuteOptions, SlotPurpose } from './slot.js';

export interface AdapterRuntimeOptions {
  readonly target: { readonly plugin: AdapterPlugin; readonly credentials: Credentials };
  readonly threads: number;
  readonly cwd: string;
  readonly log: Logger;
}

/** The engine of one invocation: its driver (made when the first statement needs it), slots and relation cache. */
export interface AdapterRuntime {
  readonly plugin: AdapterPlugin;
  readonly credentials: Credentials;
  readonly dialect: Dialect;
  readonly cache: RelationCache;
  /** A slot for some work: a released one, or a new one. Opens nothing yet. */
  connect(purpose: string | SlotPurpose): Slot;
  /** Stops what runs in every slot in use (Ctrl-C, fail-fast): their statements reject, and no further ones start. */
  cancelAll(): Promise<void>;
  /** Cancels what still runs, closes all sessions and the driver. The process may exit only after this. */
  close(): Promise<void>;
}

export function createAdapterRuntime(options: AdapterRuntimeOptions): AdapterRuntime {
  const { plugin, credentials } = options.target;
  const events = createSqlEvents(options.log, plugin.type);
  const cache = new RelationCache();
  const inUse = new Set<AdapterSlot>();
  const free: AdapterSlot[] = [];
  let driver: Promise<Driver> | undefined;
  let closed = false;

  async function openConnection(name: string): Promise<Connection> {
    if (closed) throw new Error('the adapter runtime was closed');
    driver ??= plugin.createDriver(credentials, { threads: options.threads, cwd: options.cwd });
    return (await driver).connect(name);
  }

  async function cancelAll(): Promise<void> {
    await Promise.allSettled([...inUse].map((slot) => slot.cancel()));
  }

  return {
    plugin,
    credentials,
    dialect: plugin.dialect,
    cache,
    connect(given) {
      const purpose = typeof given === 'string' ? { name: given } : given;
      const slot =
        free.pop() ??
        new AdapterSlot(
          {
            plugin,
            credentials,
            cache,
            log: options.log,
            events,
            open: openConnection,
            onRelease(released) {
              if (inUse.delete(released)) free.push(released);
            },
          },
          purpose,
        );
      inUse.add(slot);
      slot.use(purpose);
      return slot;
    },
    cancelAll,
    async close() {
      closed = true;
      await cancelAll();
      await Promise.allSettled([...inUse, ...free].map((slot) => slot.close()));
      const opened = await driver?.catch(() => undefined);
      await opened?.close();
    },
  };
}

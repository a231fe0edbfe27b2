import type { MethodSession } from '../adapters/methods/types.js';
import type { Slot } from '../adapters/slot.js';
import type { Value } from '../jinja/values/types.js';
import type { DependsOn } from '../manifest/types.js';
import { createMacroCaller } from './macroCaller.js';
import { NodeScope, type NodeScopeOptions } from './nodeScope.js';
import type { RuntimeOptions } from './runtimeContext.js';

/** Time window of one batch of a microbatch model, as `model.batch` (datetimes). */
export interface Batch {
  readonly id: string;
  readonly event_time_start: Value;
  readonly event_time_end: Value;
}

export interface RuntimeScopeOptions extends NodeScopeOptions {
  readonly slot: Slot;
  readonly options: RuntimeOptions;
}

/** The state of one executing render. */
export class RuntimeScope extends NodeScope {
  readonly slot: Slot;
  readonly options: RuntimeOptions;
  /** unique_ids of the ephemeral models referred to, in order of first use. */
  readonly ephemerals: string[] = [];
  private storedSession: MethodSession | undefined;
  private dependencies: ReadonlySet<string> | undefined;

  constructor(options: RuntimeScopeOptions) {
    super(options);
    this.slot = options.slot;
    this.options = options.options;
  }

  get session(): MethodSession {
    const { slot } = this;
    this.storedSession ??= {
      plugin: slot.plugin,
      credentials: slot.credentials,
      connection: slot.connection,
      cache: slot.cache,
      log: slot.log,
      callMacro: createMacroCaller(this.environment, slot),
      facts: this.facts.adapter,
      slot,
    };
    return this.storedSession;
  }

  get batch(): Batch | undefined {
    return 'batch' in this.subject ? (this.subject.batch as Batch | undefined) : undefined;
  }

  dependsOn(uniqueId: string): boolean {
    if (!this.dependencies) {
      const depends: Partial<DependsOn> = 'depends_on' in this.subject ? this.subject.depends_on : {};
      this.dependencies = new Set(depends.nodes ?? []);
    }
    return this.dependencies.has(uniqueId);
  }

  useEphemeral(uniqueId: string): void {
    if (!this.ephemerals.includes(uniqueId)) this.ephemerals.push(uniqueId);
  }
}

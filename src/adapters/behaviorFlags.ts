import { raise } from '../jinja/values/raise.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';

/** Behaviours that adapters made optional, by the flag of dbt_project.yml that switches each on, and their defaults. */
const DEFAULTS: Readonly<Record<string, boolean>> = {
  require_batched_execution_for_custom_microbatch_strategy: false,
  enable_truthy_nulls_equals_macro: false,
  postgres_skip_autocommit_transaction_statements: true,
};

/** One flag: true or false when tested, with `setting` and `no_warn` saying so in words. */
class BehaviorFlag extends PyObject {
  readonly pyType = 'BehaviorFlag';

  constructor(private readonly enabled: boolean) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    return name === 'setting' || name === 'no_warn' ? this.enabled : undefined;
  }

  override pyTruthy(): boolean {
    return this.enabled;
  }
}

/** `adapter.behavior`. */
export class BehaviorFlags extends PyObject {
  readonly pyType = 'Behavior';

  constructor(private readonly flags: Readonly<Record<string, Value>>) {
    super();
  }

  override pyAttr(name: string): BehaviorFlag {
    if (!Object.hasOwn(DEFAULTS, name)) {
      raise(`The flag ${name} has not been registered.`, didYouMean(name, Object.keys(DEFAULTS)));
    }
    return new BehaviorFlag(Boolean(this.flags[name] ?? DEFAULTS[name]));
  }
}

import { PyDateTime } from '../jinja/modules/datetime.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import type { RunResult, Timing } from '../manifest/runResult.js';
import type { GraphNode } from '../manifest/types.js';

/** An object of a few attributes, which templates may also ask for as items (Jinja falls back to the attribute). */
abstract class AttributeObject extends PyObject {
  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? this.pyAttr(key) : undefined;
  }
}

/** When a phase of a result began and ended; times are naive datetimes in UTC. */
class TimingObject extends AttributeObject {
  readonly pyType = 'TimingInfo';

  constructor(private readonly timing: Timing) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'name') return this.timing.name;
    if (name === 'to_dict') return pyFunction('to_dict', ['omit_none?'], () => ({ ...this.timing }));
    if (name !== 'started_at' && name !== 'completed_at') return undefined;
    const text = this.timing[name];
    return text === null ? null : PyDateTime.fromIso(text.slice(0, -1));
  }
}

/** The node of a result: its fields as attributes, and as a dict by to_dict(). */
class ResultNode extends AttributeObject {
  readonly pyType: string;

  constructor(private readonly node: GraphNode) {
    super();
    this.pyType = `${node.resource_type[0]!.toUpperCase()}${node.resource_type.slice(1)}Node`;
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'to_dict') return pyFunction('to_dict', ['omit_none?'], () => ({ ...this.node }));
    return Object.hasOwn(this.node, name) ? this.node[name as keyof GraphNode] : undefined;
  }
}

/** One of `results` in on-run-end hooks (features D29). */
export class RunResultObject extends AttributeObject {
  readonly pyType = 'RunResult';
  private readonly attributes: Readonly<Record<string, Value>>;

  constructor(
    private readonly result: RunResult,
    /** Compiled where it was compiled. */
    private readonly node: GraphNode,
  ) {
    super();
    const { status, thread_id, execution_time, adapter_response, message, failures, batch_results } = result;
    this.attributes = {
      status,
      timing: result.timing.map((timing) => new TimingObject(timing)),
      thread_id,
      execution_time,
      adapter_response,
      message,
      failures,
      node: new ResultNode(node),
      agate_table: null,
      batch_results,
    };
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'to_dict') return pyFunction('to_dict', ['omit_none?'], () => this.toDict());
    return Object.hasOwn(this.attributes, name) ? this.attributes[name] : undefined;
  }

  override pyRepr(): string {
    const { status, message } = this.result;
    const shown = message === null ? 'None' : `'${message}'`;
    return `RunResult(status='${status}', node='${this.node.unique_id}', message=${shown})`;
  }

  private toDict(): Record<string, Value> {
    return { ...this.attributes, timing: this.result.timing, node: { ...this.node } };
  }
}

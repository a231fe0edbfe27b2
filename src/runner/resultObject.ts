import { callable, PyObject, type Value } from '../jinja/values/types.js';
import type { RunResult } from '../manifest/runResult.js';
import type { GraphNode } from '../manifest/types.js';

/** One of `results` in on-run-end hooks (features D29). */
export class RunResultObject extends PyObject {
  readonly pyType: string;

  constructor(
    readonly result: RunResult,
    /** Compiled where it was compiled. */
    readonly node: GraphNode,
  ) {
    super();
    this.pyType = 'RunResult';
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'node') return this.node;
    if (name === 'to_dict') return callable('to_dict', () => this.toDict());
    return Object.hasOwn(this.result, name) ? this.result[name as keyof RunResult] : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? this.pyAttr(key) : undefined;
  }

  override pyRepr(): string {
    const { unique_id, status, message } = this.result;
    return `RunResult(status='${status}', node='${unique_id}', message=${message === null ? 'None' : `'${message}'`})`;
  }

  /** What the artifact adds to a result is the node's own here. */
  private toDict(): Record<string, Value> {
    const {
      unique_id: _id,
      compiled: _compiled,
      compiled_code: _code,
      relation_name: _relation,
      ...rest
    } = this.result;
    return { ...rest, node: this.node, agate_table: null };
  }
}

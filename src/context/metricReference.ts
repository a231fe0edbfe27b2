import { PyObject, type Value } from '../jinja/values/types.js';

/** What `metric()` gives: the metric's name, and its package when one was named. */
export class MetricReference extends PyObject {
  readonly pyType = 'MetricReference';

  constructor(private readonly names: readonly string[]) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'metric_name') return this.names.at(-1);
    return name === 'package_name' ? (this.names.length > 1 ? this.names[0] : null) : undefined;
  }

  override pyRepr(): string {
    return String(this.names.at(-1));
  }
}

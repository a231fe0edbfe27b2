import { PyObject } from './values/types.js';

export type TextMark = 'text' | 'bool' | 'number' | 'native';

/** Text that a YAML value's template marked with as_text, as_bool, as_number or as_native. */
export class MarkedText extends PyObject {
  readonly pyType = 'str';

  constructor(
    readonly text: string,
    readonly mark: TextMark,
  ) {
    super();
  }

  override pyStr(): string {
    return this.text;
  }
}

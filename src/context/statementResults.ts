import { ResponseValue } from '../adapters/responseValue.js';
import { AgateTable, emptyTable } from '../adapters/table.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { raise } from '../jinja/values/raise.js';
import { type Callable, PyTuple, type Value } from '../jinja/values/types.js';

/** One stored result, as `load_result` gives it. */
export interface StatementResult {
  readonly response: Value;
  /** Rows as tuples; made when first asked for. */
  readonly data: Value[];
  readonly table: Value;
}

const MAIN = 'main';

/** The results of `statement` blocks by name: read once, except `main`, which the runner reads too. */
export class StatementResults {
  private readonly results = new Map<string, StatementResult | 'loaded'>();

  /** Result of the statement block named `main`, or undefined when there was none. */
  get main(): StatementResult | undefined {
    const result = this.results.get(MAIN);
    return result === 'loaded' ? undefined : result;
  }

  store(name: string, response: Value, table: Value): void {
    const stored: Value = table ?? emptyTable();
    let rows: Value[] | undefined;
    this.results.set(name, {
      response,
      get data() {
        rows ??= rowsOf(stored);
        return rows;
      },
      table: stored,
    });
  }

  load(name: string): StatementResult | null {
    const result = this.results.get(name);
    if (result === undefined) return null;
    if (result === 'loaded') {
      return raise(
        `The 'statement' result named '${name}' has already been loaded into a variable`,
        'A result can be loaded once: keep it in a variable, or name the statements differently.',
      );
    }
    if (name !== MAIN) this.results.set(name, 'loaded');
    return result;
  }

  readonly functions: Readonly<Record<'load_result' | 'store_result' | 'store_raw_result', Callable>> = {
    load_result: pyFunction('load_result', ['name'], (name) => this.load(String(name))),
    store_result: pyFunction(
      'store_result',
      ['name', 'response', 'agate_table?'],
      (name, response, table) => {
        this.store(String(name), response, table);
        return '';
      },
    ),
    store_raw_result: pyFunction(
      'store_raw_result',
      ['name', 'message?', 'code?', 'rows_affected?', 'agate_table?'],
      (name, message, code, rowsAffected, table) => {
        const response = {
          _message: message ?? '',
          ...(code ? { code } : {}),
          ...(rowsAffected ? { rows_affected: Number(rowsAffected) } : {}),
        };
        this.store(String(name), new ResponseValue(response), table);
        return '';
      },
    ),
  };
}

function rowsOf(table: Value): Value[] {
  return table instanceof AgateTable ? table.cells.map((row) => PyTuple.fromArray(row)) : [];
}

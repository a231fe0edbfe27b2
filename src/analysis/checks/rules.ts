import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { didYouMean } from '../../util/didYouMean.js';

export type Severity = 'error' | 'warn' | 'info' | 'off';

interface RuleSpec {
  readonly severity: Severity;
  readonly help: string;
}

/** Every check and what it counts as unless the project says otherwise. */
export const RULES = {
  syntax_error: { severity: 'error', help: 'The SQL cannot be parsed' },
  unknown_column: { severity: 'error', help: 'A column does not exist' },
  ambiguous_column: { severity: 'error', help: 'A column name fits several tables' },
  type_error: { severity: 'error', help: 'Types do not fit' },
  invalid_sql: { severity: 'error', help: 'The engine would refuse the SQL for another reason' },
  contract_mismatch: { severity: 'error', help: 'The columns are not those of the contract' },
  // A hook or another program may make these, which no project file tells of.
  missing_relation: {
    severity: 'warn',
    help: 'A relation that is neither in the project nor declared as a source',
  },
  missing_function: { severity: 'warn', help: 'A function that the engine does not have by itself' },
  compile_error: { severity: 'warn', help: 'The template does not compile without the warehouse' },
  unused_cte: { severity: 'warn', help: 'A common table expression that nothing reads' },
  unused_model: { severity: 'info', help: 'A model that nothing refers to' },
} as const satisfies Readonly<Record<string, RuleSpec>>;

export type RuleName = keyof typeof RULES;

export interface CheckSettings {
  readonly severityOf: (rule: RuleName) => Severity;
  readonly trustSources: boolean;
}

const SEVERITIES: readonly string[] = ['error', 'warn', 'info', 'off'];

/** Reads `flags: xform_checks:` of the project file: rule to severity, and `trust_sources`. */
export function parseCheckSettings(given: Value): CheckSettings {
  const entries = Object.entries((given ?? {}) as Record<string, Value>);
  const severities = new Map<string, Severity>();
  let trustSources = false;
  for (const [name, value] of entries) {
    if (name === 'trust_sources') trustSources = value === true;
    else if (!(name in RULES)) {
      throw new XformError('project', `xform_checks has no rule '${name}'`, {
        hint:
          didYouMean(name, Object.keys(RULES)) ??
          `There are ${Object.keys(RULES).join(', ')} and trust_sources.`,
      });
    } else severities.set(name, parseSeverity(name, value));
  }
  return { severityOf: (rule) => severities.get(rule) ?? RULES[rule].severity, trustSources };
}

function parseSeverity(name: string, value: Value): Severity {
  // YAML 1.1 reads `off` as false.
  const text = value === false ? 'off' : String(value);
  if (SEVERITIES.includes(text)) return text as Severity;
  throw new XformError('project', `xform_checks: ${name} is '${text}', but must be error, warn, info or off`);
}

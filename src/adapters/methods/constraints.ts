import { XformError } from '../../errors/error.js';
import { entriesOf, getMappingItem, isMapping } from '../../jinja/values/mapping.js';
import type { Value } from '../../jinja/values/types.js';
import type { MethodFacts, PureMethod } from './types.js';

interface Constraint {
  readonly type: string;
  readonly name: string;
  readonly expression: string;
  readonly to: string;
  readonly toColumns: string;
  /** Of a constraint of the whole model. */
  readonly columns: string;
}

type Renderer = (constraint: Constraint) => string | undefined;

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

const ON_COLUMN: Readonly<Record<string, Renderer>> = {
  check: ({ expression }) => (expression ? `check (${expression})` : undefined),
  not_null: ({ expression }) => words('not null', expression),
  unique: ({ expression }) => words('unique', expression),
  primary_key: ({ expression }) => words('primary key', expression),
  foreign_key: ({ to, toColumns, expression }) => {
    if (to && toColumns) return `references ${to} (${toColumns})`;
    return expression ? `references ${expression}` : undefined;
  },
  custom: ({ expression }) => expression || undefined,
};

const ON_MODEL: Readonly<Record<string, Renderer>> = {
  check: ({ expression }) => (expression ? `check (${expression})` : undefined),
  unique: ({ expression, columns }) => words('unique', expression, `(${columns})`),
  primary_key: ({ expression, columns }) => words('primary key', expression, `(${columns})`),
  foreign_key: ({ to, toColumns, expression, columns }) => {
    if (to && toColumns) return `foreign key (${columns}) references ${to} (${toColumns})`;
    return expression ? `foreign key (${columns}) references ${expression}` : undefined;
  },
  custom: ({ expression }) => expression || undefined,
};

function field(value: Value, name: string): Value {
  return (isMapping(value) ? getMappingItem(value, name) : undefined) ?? null;
}

function list(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The first of three parts of a name. */
const DATABASE_PART = /^(?:"(?:[^"]|"")+"|[^".]+)\.(?=(?:"(?:[^"]|"")+"|[^".]+)\.)/;

function parseConstraint({ plugin }: MethodFacts, raw: Value): Constraint {
  const to: string = field(raw, 'to') ?? '';
  return {
    type: String(field(raw, 'type') ?? ''),
    name: field(raw, 'name') ?? '',
    expression: field(raw, 'expression') ?? '',
    to: plugin.dialect.foreignKeysNameDatabase === false ? to.replace(DATABASE_PART, '') : to,
    toColumns: list(field(raw, 'to_columns')).join(', '),
    columns: list(field(raw, 'columns')).join(', '),
  };
}

/** The SQL of a constraint; undefined when the engine does not have it or it does not apply at this level. */
function render(facts: MethodFacts, raw: Value, renderers: typeof ON_COLUMN): string | undefined {
  const constraint = parseConstraint(facts, raw);
  if (!Object.hasOwn(ON_COLUMN, constraint.type)) {
    throw new XformError('parse', `'${constraint.type}' is not a type of constraint`, {
      hint: `Constraint types are ${Object.keys(ON_COLUMN).join(', ')}.`,
    });
  }
  if (constraint.type !== 'custom') {
    const support = facts.plugin.dialect.constraintSupport[constraint.type] ?? 'not_supported';
    if (support === 'not_supported') {
      if (field(raw, 'warn_unsupported') !== false)
        warn(facts, 'ConstraintNotSupported', constraint, 'does not support');
      return undefined;
    }
    if (support === 'not_enforced' && field(raw, 'warn_unenforced') !== false) {
      warn(facts, 'ConstraintNotEnforced', constraint, 'does not enforce');
    }
  }
  const text = Object.hasOwn(renderers, constraint.type)
    ? renderers[constraint.type]!(constraint)
    : undefined;
  return text !== undefined && renderers === ON_MODEL && constraint.name
    ? `constraint ${constraint.name} ${text}`
    : text;
}

function warn(facts: MethodFacts, name: string, constraint: Constraint, verdict: string): void {
  facts.log.warn({
    name,
    msg: `${facts.plugin.type} ${verdict} constraints of type ${constraint.type}`,
    data: { constraint: constraint.type, adapter: facts.plugin.type },
  });
}

export const constraintMethods: Readonly<Record<string, PureMethod>> = {
  render_raw_columns_constraints: {
    parameters: ['raw_columns'],
    run: (facts, columns) =>
      [...entriesOf(columns)].map(([, column]) => {
        const name = field(column, 'name');
        const mark = facts.plugin.dialect.quoteCharacter;
        const constraints = list(field(column, 'constraints'))
          .map((raw) => render(facts, raw, ON_COLUMN))
          .filter((text) => text !== undefined);
        return words(
          field(column, 'quote') ? `${mark}${name}${mark}` : name,
          field(column, 'data_type') ?? '',
          ...constraints,
        );
      }),
  },
  render_raw_model_constraints: {
    parameters: ['raw_constraints'],
    run: (facts, constraints) =>
      list(constraints)
        .map((raw) => render(facts, raw, ON_MODEL))
        .filter((text) => text !== undefined),
  },
};

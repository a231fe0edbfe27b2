type Person = readonly [id: number, name: string, amount: number];

/** People in each of three states: one changes and one comes, then one goes. */
export const STATES: readonly (readonly Person[])[] = [
  [
    [1, 'Ada', 10],
    [2, "Bo's", 20],
    [3, 'Cÿ', 30],
  ],
  [
    [1, 'Ada', 10],
    [2, "Bo's", 25],
    [3, 'Cÿ', 30],
    [4, 'Di', 40],
  ],
  [
    [1, 'Ada', 11],
    [2, "Bo's", 25],
    [4, 'Di', 40],
  ],
];

export function seedText(run: number): string {
  return `id,name,amount\n${STATES[run]!.map((person) => person.join(',')).join('\n')}\n`;
}

export interface ExpectedRows {
  /** Selects ordered rows; `{relation}` stands for the relation's name. */
  readonly query: string;
  /** After each build, as text. */
  readonly rows: readonly (readonly (readonly (string | null)[])[])[];
}

function incrementalName(strategy: string): string {
  return `people_${strategy.replace(/\W/g, '_')}`;
}

export function projectFiles(strategies: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {
    'dbt_project.yml':
      "name: checks\nversion: '1.0'\nprofile: checks\nflags:\n  send_anonymous_usage_stats: false\n",
    'models/people_view.sql': "select id, name, amount, amount * 2 as doubled from {{ ref('people') }}\n",
    'models/people_table.sql':
      "{{ config(materialized='table') }}\nselect count(*) as people, sum(amount) as amount from {{ ref('people_view') }}\n",
    'models/people_rich.sql':
      "{{ config(materialized='ephemeral') }}\nselect id, name from {{ ref('people_view') }} where amount >= 25\n",
    'models/people_named.sql':
      "{{ config(materialized='table') }}\nselect id, {{ dbt.concat(['name', \"'!'\"]) }} as greeting from {{ ref('people_rich') }}\n",
    'snapshots/people_history.yml': `snapshots:
  - name: people_history
    relation: ref('people')
    config: {strategy: check, unique_key: id, check_cols: [name, amount], hard_deletes: invalidate}
`,
    'models/properties.yml': `models:
  - name: people_view
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: name
        data_tests:
          - relationships: {arguments: {to: ref('people'), field: name}}
  - name: people_named
    columns:
      - name: id
        data_tests:
          - accepted_values: {arguments: {values: [2, 3, 4], quote: false}}
`,
    'tests/nothing_negative.sql': "select * from {{ ref('people_view') }} where amount < 0\n",
  };
  for (const strategy of strategies) {
    files[`models/${incrementalName(strategy)}.sql`] = `{{ config(materialized='incremental', unique_key='id',
  incremental_strategy='${strategy}') }}
select id, name, amount from {{ ref('people') }}
{% if is_incremental() %}where id >= 2{% endif %}
`;
  }
  return files;
}

function asText(people: readonly Person[]): string[][] {
  return people.map((person) => person.map(String)).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** Rows of an incremental model: everything at first, then those from id 2 on appended or put in place of the former. */
function incrementalRows(strategy: string): string[][][] {
  let rows: Person[] = [];
  return STATES.map((people, run) => {
    const added = run === 0 ? people : people.filter(([id]) => id >= 2);
    if (strategy !== 'append') rows = rows.filter(([id]) => !added.some(([other]) => other === id));
    rows = [...rows, ...added];
    return asText(rows);
  });
}

/** What each relation holds, by its name. */
export function expectedRows(strategies: readonly string[]): Record<string, ExpectedRows> {
  const expected: Record<string, ExpectedRows> = {
    people: {
      query: 'select id, name, amount from {relation} order by id',
      rows: STATES.map((people) => people.map((person) => person.map(String))),
    },
    people_view: {
      query: 'select id, doubled from {relation} order by id',
      rows: STATES.map((people) => people.map(([id, , amount]) => [String(id), String(amount * 2)])),
    },
    people_table: {
      query: 'select people, amount from {relation}',
      rows: STATES.map((people) => [
        [String(people.length), String(people.reduce((sum, [, , amount]) => sum + amount, 0))],
      ]),
    },
    people_named: {
      query: 'select id, greeting from {relation} order by id',
      rows: STATES.map((people) =>
        people.filter(([, , amount]) => amount >= 25).map(([id, name]) => [String(id), `${name}!`]),
      ),
    },
    people_history: {
      query:
        "select id, amount, case when dbt_valid_to is null then 'open' else 'closed' end as state from {relation} order by id, amount",
      rows: HISTORY,
    },
  };
  for (const strategy of strategies) {
    const name = incrementalName(strategy);
    expected[name] = {
      query: `select id, name, amount from {relation} order by id, name, amount`,
      rows: incrementalRows(strategy),
    };
  }
  return expected;
}

const FIRST = [
  ['1', '10', 'open'],
  ['2', '20', 'open'],
  ['3', '30', 'open'],
];

/** Versions of the snapshot: id 2 changes and 4 comes, then 1 changes and 3 goes. */
const HISTORY: readonly (readonly string[])[][] = [
  FIRST,
  [
    ['1', '10', 'open'],
    ['2', '20', 'closed'],
    ['2', '25', 'open'],
    ['3', '30', 'open'],
    ['4', '40', 'open'],
  ],
  [
    ['1', '10', 'closed'],
    ['1', '11', 'open'],
    ['2', '20', 'closed'],
    ['2', '25', 'open'],
    ['3', '30', 'closed'],
    ['4', '40', 'open'],
  ],
];

// Writes a project of N models: 30 % staging views, 40 % intermediate views with joins, 30 % marts (tables, one in
// twenty incremental), two tests a model, three seeds, macros in half of the models. The same N gives the same files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function generateProject(folder, count, { threads = 4 } = {}) {
  const random = createRandom(7);
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const staging = names('stg', Math.max(1, Math.floor(count * 0.3)));
  const intermediate = names('int', Math.max(1, Math.floor(count * 0.4)));
  const marts = names('mart', Math.max(1, count - staging.length - intermediate.length));

  write(
    'dbt_project.yml',
    `name: bench
version: "1.0"
profile: bench
models:
  bench:
    staging: {+materialized: view}
    intermediate: {+materialized: view}
    marts: {+materialized: table}
`,
  );
  write(
    'profiles.yml',
    `bench:
  target: dev
  outputs:
    dev: {type: duckdb, path: "{{ env_var('BENCH_DB', 'bench.duckdb') }}", threads: ${threads}}
`,
  );
  write('macros/money.sql', MACROS);
  for (let seed = 0; seed < 3; seed++) write(`seeds/raw_${seed}.csv`, seedRows());
  staging.forEach((name, i) => {
    write(`models/staging/g${Math.floor(i / 100)}/${name}.sql`, stagingModel(i));
  });
  intermediate.forEach((name, i) => {
    const parents = random.sample(staging, random.integer(1, 3));
    if (i > 10 && random.next() < 0.3) parents.push(intermediate[random.integer(Math.max(0, i - 50), i - 1)]);
    write(`models/intermediate/g${Math.floor(i / 100)}/${name}.sql`, intermediateModel(i, parents));
  });
  marts.forEach((name, i) => {
    const parents = random.sample(intermediate, random.integer(1, 3));
    write(`models/marts/g${Math.floor(i / 100)}/${name}.sql`, martModel(i, parents));
  });
  for (const [layer, models] of Object.entries({ staging, intermediate, marts })) {
    for (let start = 0; start < models.length; start += 20) {
      write(
        `models/${layer}/_${layer}_${start / 20}.yml`,
        properties(layer, models.slice(start, start + 20)),
      );
    }
  }
}

function names(prefix, count) {
  return Array.from({ length: count }, (_, i) => `${prefix}_${String(i).padStart(5, '0')}`);
}

const MACROS = `{% macro cents_to_dollars(column_name, scale=2) %}
    ({{ column_name }} / 100)::numeric(16, {{ scale }})
{% endmacro %}

{% macro surrogate_key(fields) %}
    md5({% for field in fields %}coalesce(cast({{ field }} as varchar), ''){% if not loop.last %} || '-' || {% endif %}{% endfor %})
{% endmacro %}
`;

function seedRows() {
  const two = (n) => String(n).padStart(2, '0');
  const rows = Array.from(
    { length: 200 },
    (_, i) => `${i},${(i * 7) % 97},${(i * 13) % 1009},2024-${two((i % 12) + 1)}-${two((i % 28) + 1)}`,
  );
  return `id,customer_id,amount,created_at\n${rows.join('\n')}\n`;
}

function stagingModel(i) {
  const amount = i % 2 ? "{{ cents_to_dollars('amount') }}" : 'amount';
  return `with source as (
    select * from {{ ref('raw_${i % 3}') }}
),

renamed as (
    select
        id,
        customer_id,
        ${amount} as amount,
        created_at
    from source
)

select * from renamed
`;
}

function intermediateModel(i, parents) {
  const ctes = parents
    .map((parent, j) => `t${j} as (\n    select * from {{ ref('${parent}') }}\n)`)
    .join(',\n');
  const joins = parents
    .slice(1)
    .map((_, j) => `left join t${j + 1} on t0.id = t${j + 1}.id`)
    .join('\n');
  const sums = parents
    .slice(1)
    .map((_, j) => ` + coalesce(t${j + 1}.amount, 0)`)
    .join('');
  const key = i % 2 ? "{{ surrogate_key(['t0.id', 't0.customer_id']) }}" : 't0.id';
  return `with ${ctes}

select
    t0.id,
    ${key} as k,
    t0.customer_id,
    t0.amount${sums} as amount,
    t0.created_at
from t0
${joins}
`;
}

function martModel(i, parents) {
  const incremental = i % 20 === 0;
  const tagged = "{{ config(tags=['nightly'], meta={'owner': 'finance'}) }}\n";
  const head = incremental
    ? "{{ config(materialized='incremental', unique_key='id') }}\n"
    : i % 5 === 0
      ? tagged
      : '';
  const union = parents
    .map((parent) => `    select id, customer_id, amount, created_at from {{ ref('${parent}') }}`)
    .join('\nunion all\n');
  const filter = incremental
    ? '{% if is_incremental() %}\nwhere created_at > (select max(created_at) from {{ this }})\n{% endif %}\n'
    : '';
  return `${head}with unioned as (
${union}
)

select
    id,
    max(customer_id) as customer_id,
    sum(amount) as amount,
    max(created_at) as created_at
from unioned
${filter}group by id
`;
}

function properties(layer, models) {
  const entries = models.map(
    (name) => `  - name: ${name}
    description: "Model ${name} of layer ${layer}."
    columns:
      - name: id
        description: Primary key
        data_tests: [unique, not_null]
      - name: amount
        description: Amount in dollars
`,
  );
  return `version: 2\nmodels:\n${entries.join('')}`;
}

/** A small seeded generator (mulberry32): the figures of two runs are of the same project. */
function createRandom(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (low, high) => low + Math.floor(next() * (high - low + 1));
  const sample = (list, size) => {
    const rest = [...list];
    return Array.from(
      { length: Math.min(size, rest.length) },
      () => rest.splice(integer(0, rest.length - 1), 1)[0],
    );
  };
  return { next, integer, sample };
}

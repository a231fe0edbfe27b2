import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withBoundNames } from '../../../src/analysis/lineage/boundNames.js';
import { createPolyglotLineage } from '../../../src/analysis/lineage/polyglotLineage.js';
import { openShadowCatalog, type ShadowCatalog } from '../../../src/analysis/shadow/shadowCatalog.js';
import type { KnownRelation, LineageProvider } from '../../../src/analysis/types.js';
import {
  type DataBench,
  dataTable,
  newScore,
  openDataBench,
  scoreReads,
  type Traced,
} from '../../support/lineageEngine.js';

function relation(identifier: string, columns: Readonly<Record<string, string>>): KnownRelation {
  return {
    id: `model.x.${identifier}`,
    name: { database: 'memory', schema: 'main', identifier },
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    origin: 'given',
  };
}

const ORDERS = relation('orders', {
  id: 'INTEGER',
  customer_id: 'INTEGER',
  amount: 'DECIMAL(18,2)',
  status: 'VARCHAR',
  placed: 'TIMESTAMP',
  tags: 'VARCHAR[]',
  address: 'STRUCT(city VARCHAR, zip INTEGER)',
});
const CUSTOMERS = relation('customers', {
  customer_id: 'INTEGER',
  name: 'VARCHAR',
  parent_id: 'INTEGER',
  since: 'TIMESTAMP',
});
const MONTHS = relation('months', { name: 'VARCHAR', jan: 'INTEGER', feb: 'INTEGER', mar: 'INTEGER' });
const RELATIONS = [ORDERS, CUSTOMERS, MONTHS];

const DATA: readonly string[] = [
  `create table ${dataTable(ORDERS.name)} as select i::integer as id, (i % 5)::integer as customer_id,
    (i * 1.5)::decimal(18,2) as amount, 's' || (i % 3) as status, timestamp '2024-01-01' + to_days(i::integer) as placed,
    ['t' || i, 'x' || (i % 4)] as tags, {'city': 'c' || (i % 6), 'zip': (i % 7)::integer} as address
    from range(20) as r(i)`,
  `create table ${dataTable(CUSTOMERS.name)} as select i::integer as customer_id, 'n' || (i % 4) as name,
    case when i > 0 then (i // 2)::integer end as parent_id, timestamp '2024-01-01' + to_days((i * 3)::integer) as since
    from range(6) as r(i)`,
  `create table ${dataTable(MONTHS.name)} as select 'n' || i as name, (i * 2)::integer as jan, (i * 3)::integer as feb,
    (i + 7)::integer as mar from range(4) as r(i)`,
];

/** Forms of SQL in which tools lose columns. DuckDB itself is asked what each reads and what each output comes from. */
const FORMS: Readonly<Record<string, string>> = {
  window: `select id, sum(amount) over (partition by customer_id order by placed) as running from orders`,
  'named window': `select id, lag(amount) over w as before, rank() over w as place from orders
    window w as (partition by status order by placed desc)`,
  qualify: `select id, amount from orders qualify row_number() over (partition by customer_id order by placed) = 1`,
  'window frame with exclude and filter': `select id, avg(amount) filter (where status = 's1') over (order by placed
    rows between 2 preceding and current row exclude current row) as moving from orders`,
  'recursive cte': `with recursive chain as (
      select customer_id, parent_id, name, 1 as depth from customers where parent_id is null
      union all
      select c.customer_id, c.parent_id, chain.name || '/' || c.name, chain.depth + 1
      from customers c join chain on c.parent_id = chain.customer_id and chain.depth < 5)
    select customer_id, name, depth from chain`,
  'recursive cte with using': `with recursive n(i, total) as (
      select min(id), 0::decimal(18,2) from orders
      union all select n.i + 1, n.total + o.amount from n join orders o on o.id = n.i where n.i < 5)
    select i, total from n`,
  'lateral join': `select c.name, l.total from customers c,
    lateral (select sum(o.amount) as total from orders o where o.customer_id = c.customer_id) l`,
  'left join lateral': `select c.name, l.id from customers c left join lateral
    (select id from orders o where o.customer_id = c.customer_id order by o.amount desc, o.id limit 1) l on true`,
  'implicit lateral alias': `select amount * 2 as twice, twice + id as more from orders where twice > 3`,
  'alias in group by': `select upper(status) as state, count(*) as n, sum(amount) as total from orders group by state`,
  'group by all, order by all': `select status, customer_id, max(amount) as top from orders group by all order by all`,
  'grouping sets': `select status, customer_id, sum(amount) as total from orders
    group by grouping sets ((status), (customer_id), ())`,
  exclude: `select * exclude (tags, address, placed) from orders`,
  replace: `select * exclude (tags, address) replace (amount * 2 as amount, upper(status) as status) from orders`,
  rename: `select * rename (customer_id as customer, amount as price) from orders`,
  'exclude on a table of a join': `select o.* exclude (customer_id, tags, address), c.* exclude (parent_id)
    from orders o join customers c on o.customer_id = c.customer_id`,
  'columns with a pattern': `select name, columns('^(jan|feb)$') from months`,
  'columns with a function': `select min(columns(* exclude (name))) from months`,
  'star expansion over columns': `select name, columns(* exclude (name)) + 1 from months`,
  'struct field': `select address.city as city, address['zip'] as zip, o.address.zip + 1 as next from orders o`,
  'struct packed and opened': `with packed as (select {'a': amount, 'b': status} as pair, id from orders)
    select pair.a as first, pair.b as second from packed where id > 3`,
  'row value': `select row(id, amount) as pair from orders`,
  'list literal, slice and index': `select [id, customer_id][1] as one, tags[1] as first, tags[1:2] as some from orders`,
  lambda: `select list_transform(tags, x -> x || status) as marked, list_filter(tags, lambda t: t like 't%') as some from orders`,
  'list comprehension': `select [upper(t) for t in tags if t <> name] as names from orders join customers using (customer_id)`,
  'unnest in select': `select id, unnest(tags) as tag from orders`,
  'unnest in from': `select o.id, t.tag from orders o, unnest(o.tags) as t(tag)`,
  'cross join unnest': `select id, tag from orders cross join unnest(tags) as t(tag) where tag <> status`,
  'map and json': `select map([status], [amount]) as m, to_json({'s': status, 'i': id}) as j from orders`,
  'aggregate into list and back': `with lists as (select status, list(amount order by placed) as amounts from orders group by 1)
    select status, unnest(amounts) as amount from lists`,
  arg_max: `select customer_id, arg_max(status, placed) as last, string_agg(status, ',' order by amount) as all_of
    from orders group by 1`,
  'within group': `select percentile_cont(0.5) within group (order by amount) as median, mode(status) as usual from orders`,
  'filter of an aggregate': `select count(*) filter (where status = 's1') as ones, sum(amount) filter (where id > 3) as rest from orders`,
  using: `select customer_id, o.amount, c.name from orders o join customers c using (customer_id)`,
  'using of a full join': `select customer_id, o.amount, c.name from orders o full join customers c using (customer_id)`,
  'using of a right join': `select customer_id, amount from orders right join customers using (customer_id)`,
  'natural join': `select customer_id, amount, since from orders natural join customers`,
  'star over using': `select * exclude (tags, address) from orders join customers using (customer_id)`,
  'positional join': `select o.id, m.jan from orders o positional join months m`,
  'asof join': `select o.id, c.name from orders o asof join customers c
    on o.customer_id = c.customer_id and o.placed >= c.since`,
  'asof join with using': `with k as (select customer_id, since as placed, name from customers)
    select o.id, k.name from orders o asof left join k using (customer_id, placed)`,
  'semi and anti join': `select id, amount from orders semi join customers using (customer_id)
    union all select id, amount from orders anti join months on status = name`,
  'correlated scalar subquery': `select c.name, (select max(o.amount) from orders o where o.customer_id = c.customer_id) as top
    from customers c`,
  'correlated exists': `select name from customers c where exists
    (select 1 from orders o where o.customer_id = c.customer_id and o.amount > 10)`,
  'not in': `select name from customers where customer_id not in (select o.customer_id from orders o where o.status = 's2')`,
  'any and all': `select id from orders where amount > all (select m.jan from months m) and customer_id = any (select c.customer_id from customers c)`,
  'correlated in two levels': `select c.name, (select count(*) from orders o where o.customer_id = c.customer_id
    and o.amount > (select avg(x.amount) from orders x where x.customer_id = c.customer_id)) as above from customers c`,
  'union by name': `select id, amount from orders union all by name select amount * 2 as amount, id, status from orders`,
  'union by name with other columns': `select customer_id, name from customers union by name select customer_id, status as name, amount from orders`,
  'except and intersect': `(select customer_id from orders except select customer_id from customers where name = 'n1')
    intersect select parent_id from customers`,
  'set operation of three with order': `select id as i, status as t from orders union all select customer_id, name from customers
    union all select jan, name from months order by i limit 10`,
  'values beside a table': `select id, label from orders join (values (1, 'one'), (2, 'two')) as v(n, label) on id = n`,
  'pivot statement': `pivot (select status, customer_id, amount from orders) on status in ('s0', 's1') using sum(amount) group by customer_id`,
  'pivot in from': `select * from (select status, customer_id, amount from orders)
    pivot (sum(amount) for status in ('s0', 's1'))`,
  'unpivot statement': `unpivot months on jan, feb into name month value sales`,
  'unpivot in from': `select name, month, sales from months unpivot (sales for month in (jan, feb, mar))`,
  'unpivot with columns': `select * from (unpivot months on columns(* exclude (name)) into name month value sales)`,
  'from first': `from orders select id, amount where status = 's1'`,
  'from alone': `from months where jan > 1`,
  'cte used twice': `with t as (select customer_id, sum(amount) as total from orders group by 1)
    select a.customer_id, a.total - b.total as gap from t a join t b on a.customer_id = b.customer_id + 1`,
  'cte shadows a table': `with orders as (select customer_id as id, name as status from customers) select id, status from orders`,
  'materialized cte': `with t as materialized (select * from months), u as not materialized (select name, jan from t)
    select u.name, t.feb from t join u on t.name = u.name`,
  'nested ctes': `with a as (with b as (select id, amount from orders) select id, amount * 2 as twice from b) select twice from a`,
  'case, cast and try_cast': `select case status when 's1' then amount when 's2' then id else 0 end as x, try_cast(name as integer) as n,
    since::date as d from orders join customers using (customer_id)`,
  'coalesce over a join': `select coalesce(o.customer_id, c.parent_id) as customer, c.name from orders o
    left join customers c on o.customer_id = c.customer_id`,
  'distinct on': `select distinct on (customer_id) customer_id, amount, placed from orders order by customer_id, placed desc`,
  'sample of a subquery': `select * from (select id, placed from orders where amount > 3) limit 5 offset 1`,
  'between and in with lists': `select id from orders where amount between customer_id and 20 and status in ('s1', 's2')`,
  'interval and date functions': `select date_trunc('month', placed) as month, placed + interval (id) day as later, extract(year from placed) as y from orders`,
  'join alias of columns': `select t.x, t.y from (select id, amount from orders) as t(x, y)`,
  'reserved words as names': `select "placed" as "select", "status" as "from" from "orders" as "table"`,
  'quoted star table': `select "o".* exclude ("tags", "address") from "orders" as "o"`,
  comments: `select id, -- amount\n /* status, */ amount as "not status" from orders -- where customer_id = 1`,
};

/** What is not followed has to be called unknown, never be left out or guessed. */
const UNKNOWN: Readonly<Record<string, string>> = {
  'columns with a lambda': `select columns(c -> c like '%a%') from months`,
  'like star': `select * like '%a%' from months`,
  'similar star': `select * similar to 'j.*' from months`,
  'struct star': `select id, address.* from orders`,
  'unnest of a struct': `select id, unnest(address) from orders`,
};

describe('forms of SQL', () => {
  let shadow: ShadowCatalog;
  let bench: DataBench;
  let provider: LineageProvider;

  beforeAll(async () => {
    provider = await createPolyglotLineage('duckdb');
    shadow = await openShadowCatalog({ databases: ['memory'] });
    for (const { name, columns } of RELATIONS) await shadow.define(name, columns);
    bench = await openDataBench(['create schema data', ...DATA], RELATIONS);
  }, 60_000);
  afterAll(async () => {
    await shadow?.close();
    bench?.close();
  });

  it.each(Object.entries(FORMS))('%s', async (name, sql) => {
    const bound = await shadow.describe(sql);
    const columns = 'columns' in bound ? bound.columns : [];
    expect(columns.length).toBeGreaterThan(0);
    const lineage = withBoundNames(provider.trace(sql, RELATIONS), columns);
    expect(lineage.unknown).toBeUndefined();
    expect(lineage.columns.map((column) => column.unknown).filter(Boolean)).toEqual([]);
    const traced: Traced = { name, sql, relations: RELATIONS, lineage };
    const reads = newScore();
    await scoreReads(traced, shadow, reads);
    expect({ missed: reads.missed, needless: reads.needless }).toEqual({ missed: [], needless: [] });
    const values = newScore();
    await bench.scoreValues(traced, values);
    expect(values.missed).toEqual([]);
    expect(reads.edges + values.edges).toBeGreaterThan(0);
  });

  it.each(Object.entries(UNKNOWN))('%s is unknown', async (_name, sql) => {
    const bound = await shadow.describe(sql);
    const traced = provider.trace(sql, RELATIONS);
    const lineage = 'columns' in bound ? withBoundNames(traced, bound.columns) : traced;
    expect(lineage.unknown ?? lineage.columns.find((column) => column.unknown)?.unknown).toBeTruthy();
    expect(lineage.problems).toEqual([]);
  });
});

import type { KnownRelation } from '../../../src/analysis/types.js';

function relation(name: string, columns: Readonly<Record<string, string>>): KnownRelation {
  return {
    id: `model.shop.${name}`,
    name: { database: 'shop', schema: 'main', identifier: name },
    columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
    origin: 'bound',
  };
}

export const RELATIONS: readonly KnownRelation[] = [
  relation('orders', {
    order_id: 'INTEGER',
    customer_id: 'INTEGER',
    placed_at: 'TIMESTAMP',
    status: 'VARCHAR',
    amount: 'DECIMAL(16,2)',
  }),
  relation('customers', { customer_id: 'INTEGER', name: 'VARCHAR', country: 'VARCHAR' }),
  relation('refunds', { refund_id: 'INTEGER', order_id: 'INTEGER', refunded: 'DECIMAL(16,2)' }),
];

/** Valid statements over RELATIONS; none selects a star, since a star names no column. */
export const STATEMENTS: Readonly<Record<string, string>> = {
  plain: `select order_id, amount\nfrom shop.main.orders\nwhere status = 'done'`,
  ctes: `with done as (\n    select order_id, customer_id, amount\n    from shop.main.orders\n    where status = 'done'\n),\ntotals as (\n    select customer_id, sum(amount) as total\n    from done\n    group by customer_id\n)\nselect customers.name, totals.total\nfrom totals\njoin shop.main.customers on customers.customer_id = totals.customer_id\norder by totals.total desc`,
  using: `select customer_id, c.name, o.amount\nfrom shop.main.orders o\nleft join shop.main.customers c using (customer_id)`,
  union: `select order_id, amount as money from shop.main.orders\nunion all\nselect order_id, -refunded from shop.main.refunds`,
  subqueries: `select c.name,\n    (select max(o.amount) from shop.main.orders o where o.customer_id = c.customer_id) as largest\nfrom shop.main.customers c\nwhere exists (select 1 from shop.main.orders o2 where o2.customer_id = c.customer_id and o2.status = 'done')`,
  windows: `select order_id, row_number() over (partition by customer_id order by placed_at) as nth\nfrom shop.main.orders\nwindow w as (partition by status order by amount)\nqualify row_number() over w = 1`,
  aggregates: `select country, count(*) filter (where name is not null) as named,\n    string_agg(name, ',' order by customer_id) as names\nfrom shop.main.customers\ngroup by all\nhaving count(*) > 1`,
  having: `select status, sum(amount) as total from shop.main.orders group by 1 having sum(amount) > 10 order by total`,
  lateral: `select o.order_id, l.day from shop.main.orders o, lateral (select date_trunc('day', o.placed_at) as day) l`,
  cases: `select case status when 'done' then amount else 0 end as counted, amount * 2 as twice, twice + 1 as more from shop.main.orders`,
  full: `select coalesce(o.order_id, r.order_id) as order_id, r.refunded\nfrom shop.main.orders o\nfull join shop.main.refunds r on r.order_id = o.order_id`,
  semi: `select customer_id from shop.main.customers semi join shop.main.orders using (customer_id)`,
  recursive: `with recursive chain as (\n    select order_id, customer_id, 1 as depth from shop.main.orders\n    union all\n    select r.order_id, chain.customer_id, chain.depth + 1 from chain join shop.main.refunds r on r.refund_id = chain.order_id where chain.depth < 3\n)\nselect order_id, depth from chain`,
  except: `select order_id from shop.main.orders except select order_id from shop.main.refunds`,
  unionAfterComparison: `select status, sum(amount) as total from shop.main.orders group by status having sum(amount) > (select avg(refunded) from shop.main.refunds)\nunion all\nselect name, customer_id from shop.main.customers where customer_id > (select min(refund_id) from shop.main.refunds)\nunion all\nselect 'x', order_id from shop.main.refunds\norder by 2`,
};

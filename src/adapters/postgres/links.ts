import type { RelationLink } from '../relationLinks.js';
import type { AdapterSession } from '../types.js';

/**
 * Which view reads which relation, from the rewrite rules that views are made of; system tables left out.
 * Dropping a relation with cascade drops these views, without a word from the server.
 */
const SQL = `
select distinct reader_schema.nspname, reader.relname, source_schema.nspname, source.relname
from pg_rewrite as rule
join pg_class as reader on reader.oid = rule.ev_class
join pg_namespace as reader_schema on reader_schema.oid = reader.relnamespace
join pg_depend as depends
  on depends.classid = 'pg_rewrite'::regclass and depends.objid = rule.oid and depends.refclassid = 'pg_class'::regclass
join pg_class as source on source.oid = depends.refobjid and source.oid <> reader.oid
join pg_namespace as source_schema on source_schema.oid = source.relnamespace
where reader.relkind in ('v', 'm')
  and source_schema.nspname <> 'information_schema' and source_schema.nspname not like 'pg\\_%'`;

export async function readLinks(session: AdapterSession): Promise<RelationLink[]> {
  const { database } = session.credentials;
  const { rows } = await session.connection.execute(SQL, { fetch: true });
  return rows.map(([readerSchema, reader, sourceSchema, source]) => ({
    dependent: { database, schema: readerSchema, identifier: reader },
    referenced: { database, schema: sourceSchema, identifier: source },
  }));
}

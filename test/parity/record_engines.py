"""The databases on which the cases run: how a case gets an empty one, and what is in it afterwards."""

import os


class DuckDB:
    """The file db.duckdb in the project."""

    name = "duckdb"
    tables = (
        "select table_schema, table_name, table_type from information_schema.tables "
        "where table_catalog = current_database() order by table_schema, table_name"
    )

    def prepare(self, root):
        self.path = root / "db.duckdb"
        self.environment = {}

    def release(self):
        """Lets go of the file that dbt keeps open in this process."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager

        DuckDBConnectionManager.close_all_connections()
        DuckDBConnectionManager._ENV = None

    def query(self, sql):
        import duckdb

        with duckdb.connect(str(self.path)) as connection:
            return connection.execute(sql).fetchall()

    def holds_nothing(self):
        return not self.path.exists()


class Postgres:
    """The database `db`, made anew for each case, of the server on 127.0.0.1 at port PARITY_PG_PORT (user postgres)."""

    name = "postgres"
    tables = (
        "select table_schema, table_name, table_type from information_schema.tables "
        "where table_schema not in ('pg_catalog', 'information_schema') union all "
        "select schemaname, matviewname, 'MATERIALIZED VIEW' from pg_matviews order by 1, 2"
    )

    def prepare(self, root):
        self.environment = {"PARITY_PG_PORT": os.environ["PARITY_PG_PORT"]}
        self.query("drop database if exists db with (force)", database="postgres")
        self.query("create database db", database="postgres")

    def release(self):
        pass

    def query(self, sql, database="db"):
        import psycopg2

        connection = psycopg2.connect(
            host="127.0.0.1", port=os.environ["PARITY_PG_PORT"], user="postgres", dbname=database
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def holds_nothing(self):
        return False


def database_part(engine, volatile):
    """Every relation with its kind, columns, types and rows as text."""
    if engine.holds_nothing():
        return {}
    recorded = {}
    for schema, name, kind in engine.query(engine.tables):
        columns = engine.query(columns_query(engine, schema, name))
        shown = ", ".join(shown_column(name, column, volatile) for column, _ in columns)
        rows = engine.query(f'select {shown} from "{schema}"."{name}"') if columns else []
        recorded[f"{schema}.{name}"] = {
            "kind": kind,
            "columns": [list(column) for column in columns],
            "rows": sorted((list(row) for row in rows), key=lambda row: [(cell is None, cell or "") for cell in row]),
        }
    return recorded


def columns_query(engine, schema, name):
    if engine.name == "postgres":
        return (
            "select a.attname, format_type(a.atttypid, a.atttypmod) from pg_attribute a "
            f"where a.attrelid = '\"{schema}\".\"{name}\"'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum"
        )
    return (
        "select column_name, data_type from information_schema.columns where table_catalog = current_database() "
        f"and table_schema = '{schema}' and table_name = '{name}' order by ordinal_position"
    )


def shown_column(table, column, volatile):
    if f"{table}.{column}" in volatile or f"*.{column}" in volatile:
        return f"""case when "{column}" is null then null else '<set>' end as "{column}" """
    return f'cast("{column}" as varchar) as "{column}"'

"""Records what dbt leaves of the scenario project: python record.py --postgres PORT

Run it with the Python of an environment that has dbt-core 1.11 with dbt-duckdb and dbt-postgres; PORT is that of a
server on 127.0.0.1 with user and database postgres, whose schema `scenario` is dropped. The answers of both databases
have to be the same; they go to goldens/dbt.json beside this file.
"""

import difflib
import sys

import duckdb
import psycopg2
from recording import HERE, as_text, record

STRATEGIES = ["append", "delete+insert", "merge", "microbatch"]
# Enabled by neither database.
ABSENT = {"days_insert_overwrite"}


def from_duckdb(root):
    def query(sql):
        with duckdb.connect(str(root / "store.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return {"type": "duckdb", "path": "store.duckdb", "schema": "scenario", "threads": 1}, query


def from_postgres(port):
    def query(sql):
        connection = psycopg2.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    query("drop schema if exists scenario cascade")
    output = {"type": "postgres", "host": "127.0.0.1", "port": port, "user": "postgres", "pass": "none",
              "dbname": "postgres", "schema": "scenario", "threads": 2}
    return output, query


def main():
    port = int(sys.argv[sys.argv.index("--postgres") + 1])
    answers = [record(from_duckdb, STRATEGIES, ABSENT), record(lambda _root: from_postgres(port), STRATEGIES, ABSENT)]
    texts = [as_text(answer) for answer in answers]
    if texts[0] != texts[1]:
        lines = [text.splitlines() for text in texts]
        sys.exit("\n".join(difflib.unified_diff(*lines, "duckdb", "postgres", lineterm="")))
    (HERE / "goldens" / "dbt.json").write_text(texts[0] + "\n")


if __name__ == "__main__":
    main()

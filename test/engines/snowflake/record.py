"""Records what dbt-snowflake leaves of the scenario project: python record.py PORT

Run it with the Python of an environment that has dbt-snowflake; PORT is that of the local server (server.ts) on
127.0.0.1, whose schema `scenario` is new. The answer goes to goldens/scenario.json beside this file.
"""

import pathlib
import sys
from importlib.metadata import version

import snowflake.connector

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "scenario"))
from recording import as_text, record  # noqa: E402

STRATEGIES = ["append", "delete+insert", "merge", "microbatch"]


def from_snowflake(port):
    where = {"account": "test", "host": "127.0.0.1", "port": port, "protocol": "http", "user": "tester",
             "password": "let-me-in", "database": "analytics", "warehouse": "wh"}

    def query(sql):
        with snowflake.connector.connect(**where) as connection:
            return connection.cursor().execute(sql).fetchall()

    return {"type": "snowflake", **where, "schema": "scenario", "threads": 2}, query


def main():
    port = int(sys.argv[1])
    answer = record(lambda _root: from_snowflake(port), STRATEGIES, {"days_insert_overwrite"})
    answer["dbt-snowflake"] = version("dbt-snowflake")
    (HERE / "goldens").mkdir(exist_ok=True)
    (HERE / "goldens" / "scenario.json").write_text(as_text(answer) + "\n")


if __name__ == "__main__":
    main()

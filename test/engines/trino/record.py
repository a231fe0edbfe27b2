"""Records what dbt-trino leaves of the scenario project: python record.py PORT

Run it with the Python of an environment that has dbt-trino; PORT is that of a server on 127.0.0.1 with the catalog
`iceberg`, whose schema `scenario` is dropped. The answer goes to goldens/iceberg.json beside this file.
"""

import pathlib
import sys
from importlib.metadata import version

from trino import dbapi

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "scenario"))
from recording import as_text, record  # noqa: E402

STRATEGIES = ["append", "delete+insert", "merge", "microbatch"]


def from_trino(port):
    where = {"host": "127.0.0.1", "port": port, "user": "xform"}

    def query(sql):
        with dbapi.connect(**where, catalog="iceberg") as connection:
            return connection.cursor().execute(sql).fetchall()

    query("drop schema if exists scenario cascade")
    output = {"type": "trino", "method": "none", **where, "database": "iceberg", "schema": "scenario", "threads": 2}
    return output, query


def main():
    port = int(sys.argv[1])
    answer = record(lambda _root: from_trino(port), STRATEGIES, {"days_insert_overwrite"})
    answer["dbt-trino"] = version("dbt-trino")
    (HERE / "goldens").mkdir(exist_ok=True)
    (HERE / "goldens" / "iceberg.json").write_text(as_text(answer) + "\n")


if __name__ == "__main__":
    main()

"""Records what dbt-spark leaves of the scenario project: python record.py PORT FORMAT

Run it with the Python of an environment that has dbt-spark with PyHive; PORT is that of a Thrift server on 127.0.0.1 whose
schema `scenario` is dropped, FORMAT the file_format of the models: delta, iceberg or parquet. Snapshots are of the same
format, or of delta where models are Parquet. With Iceberg they are left out: dbt-spark does not see that a table of the
session's catalog is one of Iceberg, and refuses its second run. The answer goes to goldens/FORMAT.json beside this file.
"""

import pathlib
import sys
from importlib.metadata import version

from pyhive import hive

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "scenario"))
from recording import as_text, record  # noqa: E402

# What dbt-spark does with each format; delete+insert is none of its strategies.
STRATEGIES = {
    "delta": ["append", "merge"],
    "iceberg": ["append", "merge", "insert_overwrite", "microbatch"],
    "parquet": ["append", "insert_overwrite", "microbatch"],
}
RELATION_OF = {
    "merge": {"by_merge"},
    "insert_overwrite": {"days_insert_overwrite"},
    "microbatch": {"by_microbatch"},
}


def from_spark(port):
    def query(sql):
        # A session goes on reading the files that a Parquet table had when it first saw it.
        connection = hive.connect(host="127.0.0.1", port=port, username="xform")
        cursor = connection.cursor()
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    try:
        query("drop schema if exists scenario cascade")
    except hive.OperationalError as error:
        sys.exit(str(error)[:500])
    output = {"type": "spark", "method": "thrift", "host": "127.0.0.1", "port": port, "user": "xform",
              "schema": "scenario", "threads": 1}
    return output, query


def main():
    port, file_format = int(sys.argv[1]), sys.argv[2]
    strategies = STRATEGIES[file_format]
    absent = {"by_delete_insert", "days_delete_insert"}
    for strategy, relations in RELATION_OF.items():
        if strategy not in strategies:
            absent |= relations
    formats = {"models": file_format, "snapshots": "delta" if file_format == "parquet" else file_format}
    if file_format == "iceberg":
        # Iceberg's session catalog forgets a Parquet table that is dropped, and leaves its files in the way.
        formats["seeds"] = "iceberg"
    config = {section: {"file_format": name} for section, name in formats.items()}
    excluded = []
    if file_format == "iceberg":
        excluded = ["customers_by_time+", "customers_by_check+"]
        absent |= {"history_by_time", "history_by_check"}
    answer = record(lambda _root: from_spark(port), strategies, absent, config, excluded)
    answer["dbt-spark"] = version("dbt-spark")
    (HERE / "goldens" / f"{file_format}.json").write_text(as_text(answer) + "\n")


if __name__ == "__main__":
    main()

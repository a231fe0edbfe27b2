"""Records what dbt leaves of the scenario project: python record.py --postgres PORT

Run it with the Python of an environment that has dbt-core 1.11 with dbt-duckdb and dbt-postgres; PORT is that of a
server on 127.0.0.1 with user and database postgres, whose schema `scenario` is dropped. The answers of both databases
have to be the same; they go to goldens/dbt.json beside this file.
"""

import difflib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import duckdb
import psycopg2
from dbt.version import __version__ as dbt_version

HERE = pathlib.Path(__file__).parent
RELATIONS = json.loads((HERE / "relations.json").read_text())
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


def rows_of(query, relation, columns):
    rows = query(f"select {', '.join(columns)} from scenario.{relation}")
    return sorted(([None if cell is None else str(cell) for cell in row] for row in rows), key=str)


def record(engine_of):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "project"
        shutil.copytree(HERE / "project", root)
        output, query = engine_of(root)
        profile = {"scenario": {"target": "dev", "outputs": {"dev": output}}}
        (root / "profiles.yml").write_text(json.dumps(profile))
        days = []
        for day in (1, 2, 3):
            variables = json.dumps({"day": day, "strategies": STRATEGIES})
            run(root, "build", "--vars", variables,
                "--event-time-start", f"2026-01-0{day}", "--event-time-end", f"2026-01-0{day + 1}")
            results = json.loads((root / "target" / "run_results.json").read_text())["results"]
            days.append({
                "statuses": {r["unique_id"]: [r["status"], r["failures"]] for r in results},
                "rows": {name: rows_of(query, name, columns)
                         for name, columns in RELATIONS.items() if name not in ABSENT},
            })
        run(root, "docs", "generate", "--vars", json.dumps({"day": 3, "strategies": STRATEGIES}))
        catalog = json.loads((root / "target" / "catalog.json").read_text())["nodes"]
        columns = {unique_id: list(node["columns"]) for unique_id, node in catalog.items()}
        return {"dbt": dbt_version, "days": days, "catalog": columns}


def run(root, *arguments):
    dbt = pathlib.Path(sys.executable).with_name("dbt")
    done = subprocess.run([dbt, *arguments, "--profiles-dir", "."], cwd=root, capture_output=True, text=True,
                          env={**os.environ, "DO_NOT_TRACK": "1"})
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)


def main():
    port = int(sys.argv[sys.argv.index("--postgres") + 1])
    answers = [record(from_duckdb), record(lambda _root: from_postgres(port))]
    texts = [json.dumps(answer, indent=1, ensure_ascii=False, sort_keys=True) for answer in answers]
    if texts[0] != texts[1]:
        lines = [text.splitlines() for text in texts]
        sys.exit("\n".join(difflib.unified_diff(*lines, "duckdb", "postgres", lineterm="")))
    (HERE / "goldens" / "dbt.json").write_text(texts[0] + "\n")


if __name__ == "__main__":
    main()

"""Writes dbt.json: what dbt-snowflake sends for project/, node by node. `record.py DBT PORT LOG` with server.py running."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Statements whose whole text is compared.
WHOLE = re.compile(r"(create (or replace )?|alter |drop )dynamic table|alter session|use warehouse|.* clone ", re.I)


def beginning(sql):
    """Verb, object and relation: what the comparison looks at; for some statements all of it."""
    text = re.sub(r"/\*.*?\*/|--[^\n]*", " ", sql, flags=re.S)
    text = re.sub(r"\s+", " ", text).strip()
    return text if WHOLE.match(text) else text[:90]


HERE = pathlib.Path(__file__).parent
dbt, port, log = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
folder = pathlib.Path(tempfile.mkdtemp()) / "project"
shutil.copytree(HERE / "project", folder)
output = dict(type="snowflake", account="test", user="tester", password="let-me-in", host="127.0.0.1", port=port)
output.update(protocol="http", database="analytics", schema="recorded", warehouse="wh", threads=1)
outputs = {"dev": output, "copy": {**output, "schema": "copied"}}
(folder / "profiles.yml").write_text(json.dumps({"statements": {"target": "dev", "outputs": outputs}}))
runs = []
for arguments in json.loads((HERE / "runs.json").read_text()):
    start = len(log.read_text().splitlines()) if log.exists() else 0
    subprocess.run([dbt, *arguments, "--profiles-dir", "."], cwd=folder)
    shutil.copytree(folder / "target", folder / "state", dirs_exist_ok=True)
    nodes = {}
    for line in log.read_text().splitlines()[start:]:
        sql = json.loads(line).get("sql", "")
        node = re.search(r'"node_id": "([^"]+)"', sql)
        if node:
            nodes.setdefault(node[1], []).append(beginning(sql))
    runs.append(nodes)
(HERE / "dbt.json").write_text(json.dumps(runs, indent=1) + "\n")

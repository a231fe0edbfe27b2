"""Writes dbt.json: what dbt-snowflake sends for project/, node by node. `record.py DBT PORT LOG` with server.py running."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile



def beginning(sql):
    """Verb, object and relation: what the comparison looks at."""
    text = re.sub(r"/\*.*?\*/|--[^\n]*", " ", sql, flags=re.S)
    return re.sub(r"\s+", " ", text).strip()[:90]


HERE = pathlib.Path(__file__).parent
dbt, port, log = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
folder = pathlib.Path(tempfile.mkdtemp()) / "project"
shutil.copytree(HERE / "project", folder)
output = dict(type="snowflake", account="test", user="tester", password="let-me-in", host="127.0.0.1", port=port)
output.update(protocol="http", database="analytics", schema="recorded", warehouse="wh", threads=1)
(folder / "profiles.yml").write_text(json.dumps({"statements": {"target": "dev", "outputs": {"dev": output}}}))
runs = []
for arguments in (["build"], ["build", "--vars", '{"first": false}']):
    start = len(log.read_text().splitlines()) if log.exists() else 0
    subprocess.run([dbt, *arguments, "--profiles-dir", "."], cwd=folder, check=True)
    nodes = {}
    for line in log.read_text().splitlines()[start:]:
        sql = json.loads(line).get("sql", "")
        node = re.search(r'"node_id": "([^"]+)"', sql)
        if node:
            nodes.setdefault(node[1], []).append(beginning(sql))
    runs.append(nodes)
(HERE / "dbt.json").write_text(json.dumps(runs, indent=1) + "\n")

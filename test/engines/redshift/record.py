"""Writes dbt.json: texts of dbt-redshift for the configurations and calls of cases.json, without a connection. `record.py DBT`"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PROFILE = {"type": "redshift", "host": "h", "port": 5439, "user": "u", "password": "p", "dbname": "db", "schema": "rs"}
cases = json.loads((HERE / "cases.json").read_text())
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "dbt_project.yml").write_text("name: texts\nversion: '1.0'\nprofile: texts\n")
(folder / "profiles.yml").write_text(json.dumps({"texts": {"target": "dev", "outputs": {"dev": PROFILE}}}))
answers = {}
for config in cases["configs"]:
    parts = [f"@@{name}@@{{{{ {call} }}}}" for name, call in cases["calls"].items()]
    inline = "{{ config(" + config + ") }}" + cases["setup"] + "".join(parts)
    command = [sys.argv[1], "-q", "compile", "--no-populate-cache", "--no-introspect", "--profiles-dir", ".", "--inline", inline]
    text = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    texts = dict(re.findall(r"@@(\w+)@@(.*?)(?=@@\w+@@|\Z)", text, re.S))
    plain = {name: re.sub(r"/\*.*?\*/|--[^\n]*|\s+", "", sql, flags=re.S).rstrip(";") for name, sql in texts.items()}
    answers[config] = plain
(HERE / "dbt.json").write_text(json.dumps(answers, indent=1) + "\n")

"""Writes dbt.json into a folder: texts of dbt's macros for the groups of its cases.json, without a connection.

`record.py DBT FOLDER`: every configuration is a model that prints the calls of its group, all compiled by one command.
Blanks and comments are left out, since they mean nothing to the engines.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

# Materialized views are described by their compiled code, which otherwise comes only after these texts.
WITH_CODE = """
from dbt.compilation import Compiler
compile_code = Compiler._compile_code
def with_code(self, node, *others, **named):
    node.compiled_code = 'select 1 as id'
    return compile_code(self, node, *others, **named)
Compiler._compile_code = with_code
from dbt.cli.main import cli
cli()
"""

dbt, folder = sys.argv[1], pathlib.Path(sys.argv[2])
cases = json.loads((folder / "cases.json").read_text())
project = pathlib.Path(tempfile.mkdtemp())
(project / "models").mkdir()
(project / "dbt_project.yml").write_text("name: texts\nversion: '1.0'\nprofile: texts\n")
(project / "profiles.yml").write_text(json.dumps({"texts": {"target": "dev", "outputs": {"dev": cases["profile"]}}}))
configs = []
for group in cases["groups"]:
    for config in group["configs"]:
        parts = [f"@@{name}@@{{{{ {call} }}}}" for name, call in group["calls"].items()]
        model = "{{ config(" + config + ") }}{% if execute %}" + cases["setup"] + "".join(parts) + "{% endif %}"
        (project / "models" / f"m{len(configs)}.sql").write_text(model)
        configs.append(config)
command = [str(pathlib.Path(dbt).with_name("python")), "-c", WITH_CODE, "compile", "--no-populate-cache", "--no-introspect", "--profiles-dir", "."]
done = subprocess.run(command, cwd=project, capture_output=True, text=True)
if done.returncode:
    sys.exit(done.stdout[-3000:])
answers = {}
for number, config in enumerate(configs):
    text = (project / "target" / "compiled" / "texts" / "models" / f"m{number}.sql").read_text()
    texts = dict(re.findall(r"@@(\w+)@@(.*?)(?=@@\w+@@|\Z)", text, re.S))
    # A dynamic table is created from what the run compiled, which is not there.
    texts = {name: sql.replace("None\n", "select 1 as id\n") for name, sql in texts.items()}
    answers[config] = {name: re.sub(r"/\*.*?\*/|--[^\n]*|\s+", "", sql, flags=re.S).rstrip(";") for name, sql in texts.items()}
(folder / "dbt.json").write_text(json.dumps(answers, indent=1) + "\n")

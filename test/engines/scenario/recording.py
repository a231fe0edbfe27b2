"""What the recordings of the scenario share: dbt's builds of the project on three days, and what they leave."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from dbt.version import __version__ as dbt_version

HERE = pathlib.Path(__file__).parent
RELATIONS = json.loads((HERE / "relations.json").read_text())


def rows_of(query, relation, columns):
    rows = query(f"select {', '.join(columns)} from scenario.{relation}")
    return sorted(([None if cell is None else str(cell) for cell in row] for row in rows), key=str)


def record(engine_of, strategies, absent, config=None, excluded=()):
    """dbt's answer: `engine_of(folder)` gives the output of profiles.yml and a function that queries the schema `scenario`.

    `absent` names the relations that the strategies do not build; `config` is what each section of dbt_project.yml gets,
    `excluded` what the builds leave out by --exclude.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "project"
        shutil.copytree(HERE / "project", root)
        with (root / "dbt_project.yml").open("a") as project:
            for section, keys in (config or {}).items():
                project.write(json.dumps({section: {f"+{key}": value for key, value in keys.items()}})[1:-1] + "\n")
        output, query = engine_of(root)
        profile = {"scenario": {"target": "dev", "outputs": {"dev": output}}}
        (root / "profiles.yml").write_text(json.dumps(profile))
        days = []
        for day in (1, 2, 3):
            variables = json.dumps({"day": day, "strategies": strategies})
            run(root, "build", "--vars", variables, *(["--exclude", *excluded] if excluded else []),
                "--event-time-start", f"2026-01-0{day}", "--event-time-end", f"2026-01-0{day + 1}")
            results = json.loads((root / "target" / "run_results.json").read_text())["results"]
            days.append({
                "statuses": {r["unique_id"]: [r["status"], r["failures"]] for r in results},
                "rows": {name: rows_of(query, name, columns)
                         for name, columns in RELATIONS.items() if name not in absent},
            })
        run(root, "docs", "generate", "--vars", json.dumps({"day": 3, "strategies": strategies}))
        catalog = json.loads((root / "target" / "catalog.json").read_text())["nodes"]
        columns = {unique_id: list(node["columns"]) for unique_id, node in catalog.items()}
        return {"dbt": dbt_version, "days": days, "catalog": columns}


def run(root, *arguments):
    dbt = pathlib.Path(sys.executable).with_name("dbt")
    done = subprocess.run([dbt, *arguments, "--profiles-dir", "."], cwd=root, capture_output=True, text=True,
                          env={**os.environ, "DO_NOT_TRACK": "1"})
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)


def as_text(answer):
    return json.dumps(answer, indent=1, ensure_ascii=False, sort_keys=True)

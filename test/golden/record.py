"""Records dbt's manifests of the projects beside this file: python record.py DBT [PROJECT ...]

DBT is the dbt executable (dbt-core 1.11 with dbt-duckdb). Each project is parsed in a temporary copy. What dbt's own
packages bring along is left out, as are fields that differ from run to run; the copy's folder is written as <root>.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
INTERNAL = ("dbt", "dbt_duckdb")
VOLATILE = ("generated_at", "invocation_id", "invocation_started_at", "run_started_at", "user_id")


def is_own(unique_id):
    parts = unique_id.split(".")
    return len(parts) < 2 or parts[1] not in INTERNAL


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key != "created_at"}
    if isinstance(value, list):
        return [without_times(item) for item in value]
    return value


def record(dbt, project):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / project.name
        shutil.copytree(project, root)
        command = [dbt, "--quiet", "parse", "--no-partial-parse", "--profiles-dir", str(root)]
        subprocess.run(command, cwd=root, check=True)
        text = (root / "target" / "manifest.json").read_text().replace(str(root), "<root>")
    manifest = without_times(json.loads(text))
    recorded = {}
    for name, part in manifest.items():
        if name == "metadata":
            recorded[name] = {key: item for key, item in part.items() if key not in VOLATILE}
        else:
            recorded[name] = {key: item for key, item in part.items() if is_own(key)}
    target = HERE / "goldens" / f"{project.name}.json"
    target.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
    print(f"{project.name}: {len(recorded['nodes'])} nodes")


def main():
    dbt, *names = sys.argv[1:]
    for project in sorted((HERE / "projects").iterdir()):
        if not names or project.name in names:
            record(dbt, project)


main()

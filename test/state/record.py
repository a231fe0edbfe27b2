"""Records manifests of one project as releases of dbt write them: python record.py ARBITER VERSION=DBT ...

VERSION is a folder name below goldens/ (1.5, 1.6, ...), DBT that release's executable with dbt-duckdb, ARBITER
dbt-core 1.11. The project is `project/` with the overlays of `since/` up to that release. What dbt's own packages
bring along is left out; the folder of the machine is written as <root>. `answers.json` keeps the exact release, and
what the arbiter selects as modified, compared with the whole manifest, in the project that has not changed.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
INTERNAL = ("dbt", "dbt_duckdb")


def as_numbers(version):
    return tuple(int(part) for part in version.split("."))


def compose(version, root):
    shutil.copytree(HERE / "project", root)
    for overlay in sorted((HERE / "since").iterdir(), key=lambda path: as_numbers(path.name)):
        if as_numbers(overlay.name) <= as_numbers(version):
            shutil.copytree(overlay, root, dirs_exist_ok=True)


def run(dbt, root, *words):
    command = [dbt, *words, "--project-dir", str(root), "--profiles-dir", str(root)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=1500)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def is_own(unique_id):
    parts = unique_id.split(".")
    return len(parts) < 2 or parts[1] not in INTERNAL


def without_internals(manifest):
    sections = ("nodes", "macros", "docs", "disabled", "parent_map", "child_map")
    for name in sections:
        manifest[name] = {key: item for key, item in (manifest.get(name) or {}).items() if is_own(key)}
    manifest["metadata"].update(user_id=None, invocation_id=None, env={})
    return manifest


def modified(arbiter, root, state):
    words = ["--select", "state:modified", "--state", str(state), "--output", "json", "--output-keys", "unique_id"]
    listed = run(arbiter, root, "--quiet", "ls", "--no-partial-parse", *words)
    return sorted(json.loads(line)["unique_id"] for line in listed.splitlines() if line.startswith("{"))


def record(arbiter, version, dbt):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "shop"
        compose(version, root)
        run(dbt, root, "parse", "--no-partial-parse")
        state = pathlib.Path(folder) / "state"
        state.mkdir()
        shutil.copy(root / "target" / "manifest.json", state)
        shutil.rmtree(root / "target")
        text = (state / "manifest.json").read_text()
        manifest = without_internals(json.loads(text.replace(str(root), "<root>")))
        (HERE / "goldens").mkdir(exist_ok=True)
        (HERE / "goldens" / f"{version}.json").write_text(json.dumps(manifest, separators=(",", ":")) + "\n")
        return {
            "release": manifest["metadata"]["dbt_version"],
            "schema": manifest["metadata"]["dbt_schema_version"],
            "modified": modified(arbiter, root, state),
        }


def main():
    arbiter, *pairs = sys.argv[1:]
    path = HERE / "answers.json"
    answers = json.loads(path.read_text()) if path.exists() else {}
    for pair in pairs:
        version, dbt = pair.split("=", 1)
        answers[version] = record(arbiter, version, dbt)
        print(version, answers[version])
    ordered = sorted(answers.items(), key=lambda item: as_numbers(item[0]))
    path.write_text(json.dumps(dict(ordered), indent=1) + "\n")


main()

"""Records what dbt leaves in target/ for the projects of this test: python record.py DBT [PROJECT ...]

DBT is the dbt executable (dbt-core 1.11 with dbt-duckdb). Each project is copied, built, documented and its sources are
checked. Fields that differ from run to run, and the records of dbt's own packages, are left out.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECTS = {"shop": HERE.parents[2] / "example-project", "rich": HERE / "projects" / "rich"}
COMMANDS = (
    ["docs", "generate"],
    ["build"],
    ["docs", "generate", "--no-compile"],
    ["source", "freshness"],
)
# Kept after the command that is named first; manifest.json is that of the last.
ARTIFACTS = {"run_results": 1, "catalog": 2, "sources": 3, "semantic_manifest": 3, "manifest": 3}


def record(dbt, name, project):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / name
        shutil.copytree(project, root, ignore=shutil.ignore_patterns("target", "logs", "*.duckdb"))
        if not (root / "profiles.yml").exists():
            with open(root / "dbt_project.yml", "a") as file:
                file.write(f"\nprofile: {name}\n")
            settings = "{type: duckdb, path: shop.duckdb, schema: main, threads: 1}"
            (root / "profiles.yml").write_text(f"{name}: {{target: dev, outputs: {{dev: {settings}}}}}\n")
        texts = {}
        for step, command in enumerate(COMMANDS):
            subprocess.run([dbt, "--quiet", *command, "--profiles-dir", str(root)], cwd=root, stdout=subprocess.DEVNULL)
            for artifact, at in ARTIFACTS.items():
                if at == step:
                    texts[artifact] = (root / "target" / f"{artifact}.json").read_text().replace(str(root), "<root>")
    recorded = {artifact: strip(artifact, json.loads(text)) for artifact, text in texts.items()}
    target = HERE / "goldens" / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
    print(f"{name}: {len(recorded['run_results']['results'])} results")


def strip(artifact, content):
    if artifact == "manifest":
        internal = {"dbt", "dbt_duckdb"}
        for section in ("macros", "docs"):
            content[section] = {key: each for key, each in content[section].items() if key.split(".")[1] not in internal}
    content.pop("args", None)
    return without_times(content)


VOLATILE = {
    "created_at",
    "generated_at",
    "invocation_id",
    "invocation_started_at",
    "run_started_at",
    "user_id",
    "elapsed_time",
    "execution_time",
    "started_at",
    "completed_at",
    "snapshotted_at",
    "max_loaded_at_time_ago_in_s",
    "thread_id",
}


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [without_times(item) for item in value]
    return value


if __name__ == "__main__":
    dbt, *names = sys.argv[1:]
    for name, project in PROJECTS.items():
        if not names or name in names:
            record(dbt, name, project)

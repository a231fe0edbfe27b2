"""Records dbt's answers to the cases beside this file: python record.py [CASE ...]

Run it with the Python of an environment that has dbt-core 1.11 and dbt-duckdb. All commands run in this one process,
each case in its own temporary folder, and the answers go to goldens/<case>.json together with dbt's version. Without
names every case is recorded whose golden is missing or older than the case; `--all` records everything.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import sys
import tempfile

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.version import __version__ as dbt_version

HERE = pathlib.Path(__file__).parent
PRINTED = ("JinjaLogInfo", "PrintEvent", "JinjaLogWarning", "ShowNode", "CompiledNode")
UNCHANGED = ("parse", "ls", "list", "compile", "show", "deps")
NODE_FIELDS = (
    "resource_type", "alias", "schema", "database", "relation_name", "fqn", "tags", "config", "description", "path",
    "original_file_path", "patch_path", "access", "version", "latest_version", "group", "identifier", "loader",
)


def read_case(path):
    """The parts of a case file: [(title of a `--- ` line, its text)], the first one being the heading."""
    parts = [("", [])]
    for line in path.read_text().splitlines(keepends=True):
        if line.startswith("--- "):
            parts.append((line[4:].strip(), []))
        else:
            parts[-1][1].append(line)
    return [(title, "".join(lines)) for title, lines in parts]


def volatile_columns(heading):
    found = re.search(r"^volatile: (.*)$", heading, re.M)
    return found.group(1).split() if found else []


def own(unique_id):
    return unique_id.split(".")[1:2] not in (["dbt"], ["dbt_duckdb"])


def squeeze(text):
    return " ".join(text.split())


def manifest_part(root):
    manifest = json.loads((root / "target" / "manifest.json").read_text())
    nodes = {}
    for section in ("nodes", "sources", "exposures", "unit_tests", "functions"):
        for unique_id, node in manifest[section].items():
            if own(unique_id):
                kept = {key: node[key] for key in NODE_FIELDS if key in node}
                kept["depends_on"] = sorted(node.get("depends_on", {}).get("nodes", []))
                kept["columns"] = {
                    name: {key: column.get(key) for key in ("description", "data_type", "tags", "meta")}
                    for name, column in (node.get("columns") or {}).items()
                } if isinstance(node.get("columns"), dict) else {}
                nodes[unique_id] = kept
    return {"nodes": nodes, "disabled": sorted(manifest["disabled"])}


def results_part(root):
    results = json.loads((root / "target" / "run_results.json").read_text())["results"]
    recorded = {}
    for result in results:
        entry = {"status": result["status"], "message": result["message"], "failures": result["failures"]}
        if result.get("compiled_code"):
            entry["compiled"] = squeeze(result["compiled_code"])
        if result.get("relation_name"):
            entry["relation"] = result["relation_name"]
        recorded[result["unique_id"]] = entry
    return recorded


def freshness_part(root):
    results = json.loads((root / "target" / "sources.json").read_text())["results"]
    return {r["unique_id"]: {"status": r["status"], "max_loaded_at": r.get("max_loaded_at")} for r in results}


def database_part(path, volatile):
    if not path.exists():
        return {}
    connection = duckdb.connect(str(path), read_only=True)
    tables = connection.execute(
        "select table_schema, table_name, table_type from information_schema.tables "
        "where table_catalog = current_database() order by all"
    ).fetchall()
    recorded = {}
    for schema, name, kind in tables:
        relation = f'"{schema}"."{name}"'
        columns = connection.execute(
            "select column_name, data_type from information_schema.columns where table_catalog = current_database() "
            "and table_schema = ? and table_name = ? order by ordinal_position", [schema, name]
        ).fetchall()
        shown = ", ".join(
            f"""case when "{column}" is null then null else '<set>' end as "{column}" """
            if f"{name}.{column}" in volatile or f"*.{column}" in volatile else f'"{column}"::varchar as "{column}"'
            for column, _ in columns
        )
        rows = connection.execute(f"select * from (select {shown} from {relation}) order by all").fetchall()
        recorded[f"{schema}.{name}"] = {
            "kind": kind, "columns": [list(column) for column in columns], "rows": [list(row) for row in rows],
        }
    connection.close()
    return recorded


def run_step(root, command, environment, volatile, before):
    events = []
    for name in ("run_results.json", "sources.json", "manifest.json"):
        if (root / "target" / name).exists() and "retry" not in command:
            (root / "target" / name).unlink()
    saved = dict(os.environ)
    os.environ.update(environment)
    arguments = shlex.split(command)
    try:
        outcome = dbtRunner(callbacks=[events.append]).invoke(["--quiet", *arguments])
    finally:
        os.environ.clear()
        os.environ.update(saved)
    DuckDBConnectionManager.close_all_connections()
    DuckDBConnectionManager._ENV = None
    step = {"exit": 0 if outcome.success else 1 if outcome.exception is None else 2}
    if outcome.exception is not None:
        step["error"] = str(outcome.exception)
    printed = [event.info.msg for event in events if event.info.name in PRINTED]
    if printed and arguments[0] not in ("ls", "list"):
        step["printed"] = printed
    warnings = sorted({
        event.info.name for event in events
        if event.info.level == "warn" and not event.info.name.startswith("LogTestResult")
        and event.info.name != "DeprecationsSummary"
    })
    if warnings:
        step["warnings"] = warnings
    if arguments[0] in ("ls", "list") and outcome.success:
        step["listed"] = list(outcome.result)
    if arguments[0] == "parse" and outcome.success:
        step["manifest"] = manifest_part(root)
    if (root / "target" / "run_results.json").exists() and step["exit"] < 2:
        step["results"] = results_part(root)
    if (root / "target" / "sources.json").exists():
        step["freshness"] = freshness_part(root)
    if arguments[0] not in UNCHANGED:
        database = database_part(root / "db.duckdb", volatile)
        step["database"] = "unchanged" if database == before else database
        before = database
    text = json.dumps(step, default=str).replace(str(root), "<root>")
    return json.loads(text), before


def record(path):
    (_, heading), *parts = read_case(path)
    volatile = volatile_columns(heading)
    steps, before, environment = [], {}, {}
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "proj"
        root.mkdir()
        for name in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(HERE / "common" / name, root / name)
        os.chdir(root)
        try:
            for title, text in parts:
                word, _, rest = title.partition(" ")
                if word == "run:":
                    step, before = run_step(root, rest, environment, volatile, before)
                    steps.append({"command": rest, **step})
                elif word == "sql:":
                    with duckdb.connect("db.duckdb") as connection:
                        connection.execute(text)
                elif word == "delete:":
                    target = root / rest
                    shutil.rmtree(target) if target.is_dir() else target.unlink()
                elif word == "copy:":
                    source, target = rest.split()
                    shutil.copytree(root / source, root / target)
                elif word == "env:":
                    environment = dict(pair.split("=", 1) for pair in shlex.split(rest))
                else:
                    target = root / title
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(text)
        finally:
            os.chdir(here)
    golden = {"dbt": dbt_version, "steps": steps}
    out = HERE / "goldens" / f"{path.stem}.json"
    out.write_text(json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=False) + "\n")
    for step in steps:
        kinds = {}
        for result in step.get("results", {}).values():
            kinds[result["status"]] = kinds.get(result["status"], 0) + 1
        print(f"{path.stem}: {step['command']}: exit {step['exit']} {kinds or ''} {step.get('error', '')[:300]}", flush=True)


def main():
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    names = [name for name in sys.argv[1:] if name != "--all"]
    for path in sorted((HERE / "cases").glob("*.case")):
        golden = HERE / "goldens" / f"{path.stem}.json"
        stale = not golden.exists() or golden.stat().st_mtime < path.stat().st_mtime
        if path.stem in names or (not names and (stale or "--all" in sys.argv)):
            record(path)


main()

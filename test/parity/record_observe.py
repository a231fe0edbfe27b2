"""What a command of dbt left in the project's folder, in the form in which the goldens keep it."""

import json

SECTIONS = ("nodes", "sources", "exposures", "unit_tests", "functions")
NODE_FIELDS = (
    "resource_type", "alias", "schema", "database", "relation_name", "fqn", "tags", "config", "description", "path",
    "original_file_path", "patch_path", "access", "version", "latest_version", "group", "identifier", "loader",
)
COLUMN_FIELDS = ("description", "data_type", "tags", "meta")


def own(unique_id):
    return unique_id.split(".")[1:2] not in (["dbt"], ["dbt_duckdb"], ["dbt_postgres"])


def squeeze(text):
    return " ".join(text.split())


def artifact(root, name):
    return json.loads((root / "target" / name).read_text())


def manifest_part(root):
    manifest = artifact(root, "manifest.json")
    nodes = {}
    for section in SECTIONS:
        for unique_id, node in manifest[section].items():
            if not own(unique_id):
                continue
            kept = {key: node[key] for key in NODE_FIELDS if key in node}
            kept["depends_on"] = sorted(node.get("depends_on", {}).get("nodes", []))
            columns = node.get("columns")
            kept["columns"] = {
                name: {key: column.get(key) for key in COLUMN_FIELDS} for name, column in columns.items()
            } if isinstance(columns, dict) else {}
            nodes[unique_id] = kept
    return {"nodes": nodes, "disabled": sorted(manifest["disabled"])}


def results_part(root):
    recorded = {}
    for result in artifact(root, "run_results.json")["results"]:
        entry = {"status": result["status"], "message": result["message"], "failures": result["failures"]}
        if result.get("compiled_code"):
            entry["compiled"] = squeeze(result["compiled_code"])
        if result.get("relation_name"):
            entry["relation"] = result["relation_name"]
        recorded[result["unique_id"]] = entry
    return recorded


def freshness_part(root):
    results = artifact(root, "sources.json")["results"]
    return {r["unique_id"]: {"status": r["status"], "max_loaded_at": r.get("max_loaded_at")} for r in results}


def look(root, name, text):
    """What a file holds: its text, or of a JSON file the values under the given paths, one a line; of a log its events by name."""
    file = root / name
    if file.is_dir():
        return sorted(str(path.relative_to(file)) for path in file.rglob("*") if path.is_file())
    if not file.exists():
        return None
    paths = [line for line in text.splitlines() if line.strip()]
    if not paths:
        return squeeze(file.read_text())
    document = events_by_name(file) if file.suffix == ".log" else json.loads(file.read_text())
    return {path: follow(document, [step.strip() for step in path.split(" > ")]) for path in paths}


def events_by_name(file):
    found = {}
    for line in file.read_text().splitlines():
        event = json.loads(line)
        found.setdefault(event["info"]["name"], []).append(event)
    return found


def follow(value, steps):
    """The value under a path. `*`: of each own entry; `:keys`: sorted names; `:type`: the name of the JSON type."""
    if not steps:
        return value
    step, *rest = steps
    if step == ":keys":
        return sorted(value)
    if step == ":type":
        return json_type(value)
    if step == "*":
        if isinstance(value, list):
            return [follow(item, rest) for item in value]
        return {key: follow(item, rest) for key, item in value.items() if own(key)}
    if isinstance(value, list):
        return follow(value[int(step)], rest) if int(step) < len(value) else None
    return follow(value[step], rest) if isinstance(value, dict) and step in value else None


def json_type(value):
    if value is None:
        return "null"
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return names[type(value)]

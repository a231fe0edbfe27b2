"""Records the merged config that dbt gives a resource, as ../fixtures/config.json.

Each case sets config in dbt_project.yml (`project`), in a properties file (`properties`, YAML of `config:`) and in
config() calls (`calls`). Run with a Python that has dbt-core 1.11 and dbt-duckdb:  python recordConfig.py
"""
import contextlib
import io
import json
import os
import pathlib
import tempfile

from dbt.cli.main import dbtRunner

HERE = pathlib.Path(__file__).parent
PROFILES = "p: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}\n"
FLAGS = "flags: {send_anonymous_usage_stats: false}\n"
PROPERTIES = "%s:\n  - name: %s\n    config: %s\n"

# resource: (file, body with %s for the config() calls, section of properties, unique_id, block, fqn)
RESOURCES = {
    "model": ("models/sub/a.sql", "%sselect 1 as id", "models", "model.p.a", "models", ["p", "sub", "a"]),
    "seed": ("seeds/s.csv", "id\n1\n", "seeds", "seed.p.s", "seeds", ["p", "s"]),
    "snapshot": (
        "snapshots/sn.sql",
        "{%% snapshot sn %%}%sselect 1 as id{%% endsnapshot %%}",
        "snapshots",
        "snapshot.p.sn",
        "snapshots",
        ["p", "sn", "sn"],
    ),
    "test": ("tests/t.sql", "%sselect 1", "data_tests", "test.p.t", "data_tests", ["p", "t"]),
    "analysis": ("analyses/an.sql", "%sselect 1", "analyses", "analysis.p.an", "models", ["p", "analysis", "an"]),
}


def model(name, project="", properties=None, calls=None):
    return {"name": name, "resource": "model", "project": project, "properties": properties, "calls": calls}


def one(key, resource="model", block="models"):
    """A case with one key in dbt_project.yml."""
    return {"name": f"{resource} {key}", "resource": resource, "project": f"{block}:\n  p:\n    +{key}\n"}


SNAPSHOT = {"strategy": "check", "unique_key": "id", "check_cols": "all"}
CASES = [
    *({"name": f"defaults of {resource}", "resource": resource, "project": ""} for resource in RESOURCES if resource != "snapshot"),
    {"name": "defaults of snapshot", "resource": "snapshot", "project": "", "calls": [SNAPSHOT]},
    model(
        "tags and meta of all places",
        "models:\n  +tags: t0\n  p:\n    +tags: [t1]\n    +meta: {a: 1, s: p}\n    sub:\n      +tags: [t2, t1]\n      a: {+tags: t3}\n",
        "{tags: y1, meta: {s: y}, foo: 1}",
        [{"tags": ["f1"], "meta": {"f": 1}}, {"tags": "f2", "meta": {"g": 1}}],
    ),
    model(
        "hooks of all places",
        "models:\n  p:\n    +pre-hook: a\n    sub:\n      +pre_hook: [b, {sql: c, transaction: false}]\n      +post-hook: {sql: d}\n",
        "{pre_hook: e, post-hook: [f]}",
        [{"pre_hook": "g {{ x }}", "post_hook": ["h", {"sql": "i", "transaction": False}]}],
    ),
    model("both spellings in one place", "models:\n  p:\n    +pre-hook: a\n    +pre_hook: b\n", "{pre_hook: e, pre-hook: [f]}"),
    model("hook as JSON", "models:\n  p:\n    +pre-hook: '{\"sql\": \"x\", \"transaction\": false}'\n"),
    model("hook Jinja is late", "models:\n  p:\n    +post-hook: \"{{ nothing }}\"\n"),
    model(
        "grants",
        "models:\n  p:\n    +grants: {select: [a, b], insert: c}\n    sub:\n      +grants: {+select: d, insert: e}\n",
        "{grants: {+select: [x], delete: [y]}}",
        [{"grants": {"+select": "f", "+new": ["z"]}}],
    ),
    model(
        "updated and replaced mappings",
        "models:\n  p:\n    +quoting: {database: true}\n    +column_types: {a: int}\n    +docs: {show: false}\n"
        "    +contract: {enforced: true}\n    +persist_docs: {relation: true}\n    sub:\n      +quoting: {schema: false}\n"
        "      +column_types: {b: int}\n      +docs: {node_color: red}\n      +persist_docs: {columns: true}\n",
        None,
        [{"column_types": {"c": "int"}, "contract": {"alias_types": False}}],
    ),
    model("null replaces, lists append", "models:\n  p:\n    +unique_key: a\n    +packages: [x]\n    sub:\n      +unique_key: null\n      +packages: y\n"),
    model("keys without plus", "models:\n  p:\n    materialized: table\n    schema: s\n    meta: {a: 1}\n    sub:\n      +materialized: view\n    tags: x\n"),
    model("keys above the package", "models:\n  materialized: table\n  schema: x\n"),
    model("key with space after plus", "models:\n  p:\n    '+ tags': k\n"),
    model("in-file beats properties beat project", "models:\n  p:\n    +schema: p\n    +alias: p\n    +group: null\n", "{schema: y, alias: y}", [{"alias": "f"}]),
    model(
        "Jinja in the project file",
        "models:\n  p:\n    +schema: \"{{ target.name }}\"\n    +meta: {t: \"{{ target.type }}_x\", e: \"{{ env_var('XFORM_NOT_SET', 'd') }}\", n: \"{{ '1' | as_number }}\", s: \"1\"}\n",
    ),
    model("dates are text", "models:\n  p:\n    +begin: 2020-01-01\n    +meta: {d: 2020-01-01, t: 2020-01-01 10:00:00}\n"),
    model("own keys", "models:\n  p:\n    +bind: false\n    a_key: 5\n", "{other: [1, 2.0]}", [{"third": None}]),
    *(
        one(key)
        for key in [
            "materialized: 5", "enabled: 'true'", "alias: 5", "schema: [a]", "tags: {a: 1}", "tags: [1]", "meta: 5", "meta: [a]",
            "unique_key: 5", "unique_key: {a: 1}", "unique_key: []", "unique_key: [1]", "on_schema_change: foo", "on_schema_change: 5",
            "on_configuration_change: foo", "on_configuration_change: fail", "full_refresh: 'yes'", "full_refresh: 1", "full_refresh: true",
            "access: foo", "access: private", "grants: 5", "persist_docs: true", "column_types: []", "docs: {show: 'x'}",
            "docs: {show: true, foo: 1}", "docs: {node_color: '#zzz'}", "docs: {node_color: '#aabbcc'}", "contract: true",
            "contract: {enforced: 'x'}", "contract: {foo: 1}", "packages: 5", "lookback: x", "batch_size: 5", "incremental_strategy: 5",
            "static_analysis: off", "static_analysis: x", "event_time: 5", "freshness: 5",
            "freshness: {build_after: {count: 1, period: day}}", "freshness: {build_after: {count: 1}}",
            "freshness: {warn_after: {count: 1, period: day}}", "group: 5", "database: 5", "sql_header: 5", "schema: null",
            "materialized: null", "enabled: null", "tags: null", "meta: null", "alias: null", "docs: null", "grants: {select: 5}",
            "pre_hook: {a: 5}", "severity: warn", "lookback: null", "on_schema_change: null", "persist_docs: null",
        ]
    ),
    *(
        one(key, "seed", "seeds")
        for key in ["quote_columns: 'x'", "quote_columns: true", "delimiter: ';'", "delimiter: 5", "column_types: {a: int}", "materialized: table"]
    ),
    *(
        one(key, "test", "data_tests")
        for key in [
            "severity: foo", "severity: Warn", "store_failures: true", "store_failures: false", "store_failures_as: ephemeral",
            "store_failures_as: table", "limit: '5'", "limit: x", "warn_if: 5", "warn_if: '>5'", "schema: null", "fail_calc: sum(x)",
            "where: 1=1", "materialized: table", "pre_hook: x",
        ]
    ),
    {"name": "tests as former block", "resource": "test", "project": "tests:\n  p:\n    +severity: warn\n"},
    {"name": "test in file", "resource": "test", "project": "data_tests:\n  +tags: a\n", "calls": [{"severity": "warn", "tags": ["b"]}]},
    *(
        {"name": f"snapshot {more}", "resource": "snapshot", "project": "", "calls": [{**SNAPSHOT, **more}]}
        for more in [
            {"hard_deletes": "new_record"}, {"snapshot_meta_column_names": {"dbt_valid_to": "vt"}}, {"target_schema": "s", "schema": "z"},
            {"updated_at": 5}, {"dbt_valid_to_current": 5}, {"materialized": "table"},
        ]
    ),
    {"name": "analysis", "resource": "analysis", "project": "models:\n  p:\n    +tags: y\n    analysis: {+tags: z}\n"},
]


def literal(value):
    """As Jinja source."""
    return repr(value)


def run(case):
    path, body, section, unique_id, _, _ = RESOURCES[case["resource"]]
    calls = "".join(
        "{{ config(%s) }}" % ", ".join(f"{key}={literal(value)}" for key, value in call.items()) for call in case.get("calls") or []
    )
    files = {
        "dbt_project.yml": f"name: p\nprofile: p\n{FLAGS}{case['project']}",
        "profiles.yml": PROFILES,
        path: body % calls if "%s" in body else body,
    }
    if case.get("properties"):
        files["models/properties.yml"] = PROPERTIES % (section, unique_id.split(".")[2], case["properties"])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            file = pathlib.Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf8")
        with contextlib.redirect_stdout(io.StringIO()):
            result = dbtRunner().invoke(["-q", "parse", "--no-partial-parse", "--project-dir", folder, "--profiles-dir", folder])
        if not result.success:
            return {"error": str(result.exception).strip().split("\n")[-1].strip()}
        node = json.loads(pathlib.Path(folder, "target", "manifest.json").read_text(encoding="utf8"))["nodes"][unique_id]
        return {"config": node["config"], "unrendered": node["unrendered_config"]}


os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "0"
results = []
for each in CASES:
    *_, resource_block, resource_fqn = RESOURCES[each["resource"]]
    results.append({**each, "block": resource_block, "fqn": resource_fqn, **run(each)})
lines = ",\n".join(json.dumps(result, ensure_ascii=False) for result in results)
(HERE.parent / "fixtures" / "config.json").write_text(f"[\n{lines}\n]\n", encoding="utf8")
print(len(results), "cases,", sum("error" in result for result in results), "of them errors")

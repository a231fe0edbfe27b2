"""Records dbt's answers to random selections: python record.py [count per project]. Needs dbt-core 1.11 and dbt-duckdb.

Writes goldens/<project>.json.gz: files before and after a change, the state folder, and cases [arguments, unique_ids];
ids are null where dbt refuses.
"""

import gzip
import json
import os
import random
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.flags import get_flags
from dbt.task.list import ListTask
from dbt_common.exceptions import DbtBaseException
from projects import make

HERE = Path(__file__).parent
PROFILE = "selection:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: ':memory:', schema: main}\n"
MODES = ["eager", "cautious", "buildable", "empty"]
TYPES = ["model", "test", "seed", "snapshot", "source", "exposure", "metric", "unit_test", "saved_query",
         "semantic_model", "analysis", "all", "default"]
SOURCES = [
    ("sources.json", {"orders": "2024-01-01T00:00:00Z", "events": "2024-01-01T00:00:00Z"}),
    ("current", {"orders": "2024-01-02T00:00:00Z", "events": "2024-01-01T00:00:00Z", "customers": "2024-01-02T00:00:00Z"}),
]


class Arguments:
    """dbt's flags with those of one case in front."""

    def __init__(self, flags, words):
        self.flags = flags
        self.own = {"select": (), "exclude": (), "selector": None, "resource_types": (), "exclude_resource_types": ()}
        key = ""
        for word in words:
            if word.startswith("--"):
                key = word[2:].replace("-", "_").replace("resource_type", "resource_types")
            else:
                single = key in ("selector", "indirect_selection")
                self.own[key] = word if single else (*self.own[key], word)

    def __getattr__(self, name):
        return self.own[name] if name in self.own else getattr(self.flags, name)


def answer_all(task, arguments):
    """What `ls` selects for each of these, in one invocation: loading a project costs far more than selecting."""
    answers = []
    flags = task.args
    for words in arguments:
        task.args = Arguments(flags, words)
        object.__setattr__(get_flags(), "INDIRECT_SELECTION", task.args.own.get("indirect_selection", "eager"))
        try:
            answers.append(sorted(task.get_node_selector().get_selected(task.get_selection_spec())))
        except (DbtBaseException, KeyError, AttributeError):
            answers.append(None)
    task.args = flags
    return answers


def write(folder, files):
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (folder / "profiles.yml").write_text(PROFILE)
    shutil.copytree(folder / "local/extras", folder / "dbt_packages/extras", dirs_exist_ok=True)


def invoke(folder, words, manifest=None):
    fixed = ["--project-dir", str(folder), "--profiles-dir", str(folder), "--log-level", "none", "--log-level-file", "none", "--no-version-check"]
    return dbtRunner(manifest=manifest).invoke(["--quiet", *words, *fixed])


def results_of(manifest, name, rand):
    """Results of a run in which things failed, in dbt's form."""
    nodes = sorted(id for id, node in manifest.nodes.items() if node.resource_type.value in ("model", "test", "seed", "snapshot"))
    choices = {"test": ["pass", "fail", "warn", "error", "skipped"], "model": ["success", "error", "skipped", "success"]}
    results = [
        {"status": rand.choice(choices.get(id.split(".")[0], ["success"])), "unique_id": id, "timing": [], "thread_id": "t",
         "execution_time": 0.0, "adapter_response": {}, "message": None, "failures": 0, "compiled": False,
         "compiled_code": None, "relation_name": None, "batch_results": None}
        for id in nodes
    ]
    metadata = {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json", "dbt_version": "1.11.0",
                "generated_at": "2024-01-01T00:00:00Z", "invocation_id": "x", "invocation_started_at": "2024-01-01T00:00:00Z", "env": {}}
    return {"metadata": metadata, "results": results, "elapsed_time": 0.0, "args": {}}


def sources_of(name, times):
    metadata = {"dbt_schema_version": "https://schemas.getdbt.com/dbt/sources/v3.json", "dbt_version": "1.11.0",
                "generated_at": "2024-01-01T00:00:00Z", "invocation_id": "x", "invocation_started_at": "2024-01-01T00:00:00Z", "env": {}}
    results = [
        {"unique_id": f"source.{name}.raw.{table}", "max_loaded_at": at, "snapshotted_at": at,
         "max_loaded_at_time_ago_in_s": 1.0, "status": "pass",
         "criteria": {"warn_after": {"count": 1, "period": "day"}, "error_after": {"count": None, "period": None}, "filter": None},
         "adapter_response": {}, "timing": [], "thread_id": "t", "execution_time": 0.0}
        for table, at in times.items()
    ]
    return {"metadata": metadata, "results": results, "elapsed_time": 0.0}


def own_parts(manifest):
    """Without what comes with dbt or is of this machine: macros and overview page of dbt, the folder."""
    for section in ("macros", "docs"):
        manifest[section] = {id: each for id, each in manifest[section].items()
                             if each["package_name"] not in ("dbt", "dbt_duckdb")}
    for node in manifest["nodes"].values():
        if node.get("root_path"):
            node["root_path"] = "/project"
    return manifest


class Expressions:
    """Random arguments of `ls` for one project."""

    def __init__(self, manifest, rand):
        self.random = rand
        nodes = list(manifest.nodes.values())
        self.names = sorted({node.name for node in nodes if node.resource_type.value != "test"})
        self.tests = sorted({node.name for node in nodes if node.resource_type.value == "test"})
        self.fqns = sorted({".".join(node.fqn[: rand.randint(1, len(node.fqn))]) for node in nodes})
        self.paths = sorted({node.original_file_path for node in nodes})
        self.project = manifest.metadata.project_name

    def method(self):
        rand = self.random
        pick = rand.choice
        path = pick(self.paths)
        folder = path.rsplit("/", 1)[0]
        choices = {
            "fqn": [pick(self.names), f"fqn:{pick(self.fqns)}", pick(self.fqns), "people", "people.v1", "people_v2", "fqn:people.v3",
                    f"{pick(self.names)[:4]}*", "*orders", "marts.core.*", f"{self.project}.*", "stg_[a-e]*", "st?_orders", pick(self.tests)],
            "path": [path, f"path:{folder}", f"{folder}/*", "path:models/marts", "path:models/st*", "models/marts/**/*.sql",
                     "path:models/staging/_staging.yml", "models/staging/_sources.yml", "path:dbt_packages/extras"],
            "file": [f"file:{path.rsplit('/', 1)[1]}", path.rsplit("/", 1)[1], "file:stg_*.sql", f"file:{path.rsplit('/', 1)[1][:-4]}", "stg_orders.sql"],
            "tag": ["tag:nightly", "tag:pii", "tag:core_tag", "tag:h*", "tag:slow", "tag:from_package", "tag:reference", "tag:kpi", "tag:history"],
            "group": ["group:finance", "group:ops", "group:none"],
            "access": ["access:public", "access:protected", "access:private"],
            "source": ["source:raw", "source:raw.orders", f"source:{self.project}.raw.orders", "source:*", "source:crm.*", "source:*.orders", "source:raw.e*"],
            "package": ["package:extras", "package:this", f"package:{self.project}", "package:ex*"],
            "config": ["config.materialized:table", "config.materialized:incremental", "config.materialized:view", "config.schema:marts",
                       "config.meta.owner:team", "config.meta.owner:platform", "config.meta.contains:pii", "config.meta.flags.critical:true",
                       "config.meta.level:2", "config.meta.n:1", "config.enabled:true", "config.severity:warn", "config.severity:WARN",
                       "config.tags:pii", "config.meta.score:1.5", "config.persist_docs.relation:true", "config.contract.enforced:true",
                       "config.nothing:here", "config.strategy:check"],
            "test_name": ["test_name:positive", "test_name:unique", "test_name:relationships", "test_name:not*"],
            "test_type": ["test_type:generic", "test_type:singular", "test_type:unit", "test_type:data"],
            "resource_type": [f"resource_type:{each}" for each in
                              ["model", "test", "seed", "source", "snapshot", "exposure", "metric", "unit_test", "saved_query", "semantic_model", "analysis"]],
            "exposure": ["exposure:board", "exposure:*", "exposure:ex*", f"exposure:{self.project}.export"],
            "metric": ["metric:amount", "metric:*", f"metric:{self.project}.amount", "metric:amount*"],
            "semantic_model": ["semantic_model:visits_semantic", "semantic_model:*"],
            "saved_query": ["saved_query:weekly", "saved_query:*"],
            "unit_test": ["unit_test:*", "unit_test:*_adds_up", "unit_test:fct*"],
            "version": ["version:latest", "version:old", "version:prerelease", "version:none"],
            "state": ["state:modified", "state:new", "state:old", "state:unmodified", "state:modified.body", "state:modified.configs",
                      "state:modified.persisted_descriptions", "state:modified.relation", "state:modified.macros", "state:modified.contract"],
            "result": ["result:error", "result:fail", "result:warn", "result:skipped", "result:success", "result:pass"],
            "source_status": ["source_status:fresher"],
            "wrong": ["nothing_like_this", "tag:", "foo:bar", "path:nowhere/else", "source:raw.nothing"],
        }
        weights = [3 if each in ("fqn", "state", "config", "tag") else 0.4 if each == "wrong" else 1 for each in choices]
        return pick(choices[rand.choices(list(choices), weights)[0]])

    def term(self):
        rand = self.random
        before = rand.choices(["", "+", "1+", "2+", "@"], [5, 2, 1, 1, 1])[0]
        after = "" if before == "@" else rand.choices(["", "+", "+1", "+3"], [5, 2, 1, 1])[0]
        return f"{before}{self.method()}{after}"

    def union(self, most):
        terms = [",".join(self.term() for _ in range(self.random.choices([1, 2, 3], [6, 3, 1])[0]))
                 for _ in range(self.random.randint(1, most))]
        return terms

    def arguments(self):
        rand = self.random
        if rand.random() < 0.06:
            words = ["--selector", rand.choice(["by_text", "by_mapping", "with_family", "unions", "inherits", "tests_of_marts", "lean", "whole_package"])]
        else:
            words = ["--select", *self.union(3)]
            if rand.random() < 0.35:
                words += ["--exclude", *self.union(2)]
        if words[0] == "--select" and rand.random() < 0.5:
            words += ["--indirect-selection", rand.choice(MODES)]
        if rand.random() < 0.15:
            words += ["--resource-type", *rand.sample(TYPES, rand.randint(1, 2))]
        if rand.random() < 0.1:
            words += ["--exclude-resource-type", rand.choice(TYPES[:8])]
        return words


def systematic():
    """Each method with each graph operator once, and each mode."""
    values = ["fct_orders", "stg_orders", "path:models/staging", "file:stg_orders.sql", "tag:nightly", "group:finance", "access:public", "source:raw",
              "package:extras", "config.materialized:table", "test_name:unique", "test_type:singular", "resource_type:seed", "exposure:board",
              "metric:amount", "semantic_model:visits_semantic", "saved_query:weekly", "unit_test:*", "version:latest", "state:modified",
              "result:error", "source_status:fresher"]
    for value in values:
        for form in ["{}", "+{}", "{}+", "1+{}", "{}+1", "+{}+", "@{}"]:
            yield ["--select", form.format(value)]
        for mode in MODES:
            yield ["--select", value, "--indirect-selection", mode]


def record(seed, count):
    rand = random.Random(1000 + seed)
    before, after = make(seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        state = Path(temporary) / "state"
        state.mkdir()
        write(folder, before)
        parsed = invoke(folder, ["parse"])
        if not parsed.success:
            raise SystemExit(f"project {seed}, before: {parsed.exception}")
        manifest = parsed.result
        manifest_text = (folder / "target/manifest.json").read_text()
        (state / "manifest.json").write_text(manifest_text)
        name = manifest.metadata.project_name
        run_results = results_of(manifest, name, rand)
        (state / "run_results.json").write_text(json.dumps(run_results))
        old_sources = sources_of(name, SOURCES[0][1])
        new_sources = sources_of(name, SOURCES[1][1])
        (state / "sources.json").write_text(json.dumps(old_sources))
        shutil.rmtree(folder)
        write(folder, after)
        parsed = invoke(folder, ["parse"])
        if not parsed.success:
            raise SystemExit(f"project {seed}, after: {parsed.exception}")
        manifest = parsed.result
        (folder / "target/sources.json").write_text(json.dumps(new_sources))
        expressions = Expressions(manifest, rand)
        arguments = list(systematic()) if seed == 0 else []
        arguments += [expressions.arguments() for _ in range(count)]
        answers = []
        ListTask._iterate_selected_nodes = lambda task: iter(answers.extend(answer_all(task, arguments)) or ())
        done = invoke(folder, ["ls", "--no-write-json", "--state", str(state)], manifest)
        if len(answers) != len(arguments):
            raise SystemExit(f"project {seed}: {done.exception}")
        cases = [list(case) for case in zip(arguments, answers)]
        golden = {
            "dbt": version("dbt-core"),
            "before": before,
            "after": after,
            "state": {"manifest.json": own_parts(json.loads(manifest_text)), "run_results.json": run_results, "sources.json": old_sources},
            "sources": new_sources,
            "cases": cases,
        }
        folder = HERE / "goldens"
        folder.mkdir(exist_ok=True)
        text = json.dumps(golden, separators=(",", ":"), sort_keys=True)
        with gzip.GzipFile(folder / f"{name}.json.gz", "wb", mtime=0) as file:
            file.write(text.encode())
        total = len(manifest.nodes) + len(manifest.sources) + len(manifest.exposures) + len(manifest.metrics) + len(manifest.unit_tests)
        print(name, total, "nodes,", len(cases), "cases,", sum(ids is None for _, ids in cases), "refused,",
              sum(not ids for _, ids in cases), "empty", flush=True)


if __name__ == "__main__":
    os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    for each in map(int, sys.argv[2:] or "012"):
        record(each, int(sys.argv[1]) if len(sys.argv) > 1 else 250)

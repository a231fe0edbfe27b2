"""Records whether dbt accepts each project file and profiles.yml, as ../fixtures/load.json.

Run with a Python that has dbt-core 1.11 and dbt-duckdb:  python recordLoad.py
"""
import contextlib
import io
import json
import os
import pathlib
import tempfile

from dbt.cli.main import dbtRunner

HERE = pathlib.Path(__file__).parent
BASE = "name: p\nprofile: p\n"
DEV = "dev: {type: duckdb, path: ':memory:'}"
PROFILES = "p:\n  target: dev\n  outputs:\n    %s\n" % DEV

PROJECT_FILES = [
    BASE, "profile: p\n", "name: my-p\nprofile: p\n", "name: 5\nprofile: p\n", "name: ref\nprofile: p\n", "name: dbt\nprofile: p\n",
    "name: _a1\nprofile: p\n", "name: 1a\nprofile: p\n", "name: é\nprofile: p\n", "", "- a\n", "name: p\nprofile: p\nmodels:\n  a: b: c\n",
    "name: null\nprofile: p\n", 'name: "{{ env_var(\'NM\', \'p\') }}"\nprofile: "{{ env_var(\'PF\', \'p\') }}"\n',
    "name: p\nprofile: nope\n", "name: p\nprofile: 5\n",
    *(
        f"{BASE}{line}\n"
        for line in [
            "foo: 1", "model-path: [x]", "groups: {}", "unit-tests: {}", "model-paths: models", "model-paths: [1]", "model-paths: null",
            "model-paths: []", "model-paths: [nodir]", "config-version: 1", "config-version: 2", "config-version: 2.0", "config-version: '2'",
            "version: [1]", "version: '1.0'", "version: 1.0", "version: true", "version: null", "model-paths: [models]\nsource-paths: [m]",
            "source-paths: [models]\ndata-paths: [seeds]", "dbt-cloud: 5", "dbt-cloud: {project-id: 5}", "dbt-cloud: null",
            "require-dbt-version: ['>=2.0.0']", "require-dbt-version: '>=1.0.0,<2.0.0'", "require-dbt-version: x1",
            "require-dbt-version: ['>=1.5', '<1.11.0']", "require-dbt-version: ['>=1.5.0', '<1.11.0']", "require-dbt-version: ['>2.0.0', '<1.0.0']",
            "require-dbt-version: 1.11.16", "require-dbt-version: =1.11.16", "require-dbt-version: 1.11.15", "require-dbt-version: ==1.11.16",
            "require-dbt-version: ~=1.11.16", "require-dbt-version: '>=1.0.0b1'", "require-dbt-version: '>=1.11.16-rc1'",
            "require-dbt-version: '<1.11.16-rc1'", "require-dbt-version: '>=v1.0.0'", "require-dbt-version: '!=1.11.16'",
            "require-dbt-version: ['>=1.0.0,<2.0.0', '>1.5.0']", "require-dbt-version: []", "require-dbt-version: null", "require-dbt-version: ''",
            "require-dbt-version: '<=1.11.16'", "require-dbt-version: '>1.11.16'",
            "quoting: {database: 1}", "quoting: {foo: true}", "quoting: {database: null}", "quoting: {project: true}",
            "dispatch: {macro_namespace: x}", "dispatch: [{macro_namespace: x, search_order: [a, b]}]", "dispatch: [{macro_namespace: x}]",
            "restrict-access: 5", "restrict-access: true", "on-run-start: 5", "on-run-start: {a: 1}", "on-run-end: [1]",
            "on-run-end: ['{{ nothing }}']", "query-comment: 5", "query-comment: {foo: 1}", "query-comment: {comment: x, append: yes, job-label: true}",
            "query-comment: null", "query-comment: ''", "query-comment: {comment: x, append: 'yes'}", "vars: []", "vars: null",
            "vars: {a: \"{{ nothing() }}\"}", "flags: []", "flags: {foo: 1}", "flags: {fail_fast: x}", "flags: {warn_error: true, warn_error_options: {error: all}}",
            "flags: {warn_error_options: {foo: all}}", "flags: {warn_error_options: {error: [NothingToDo]}}",
            "models: []", "models: 5", "models: {p: 5}", "models: null", "models: {p: {+enabled: true}}", "tests: {p: {}}\ndata_tests: {p: {}}",
            "clean-targets: x", "target-path: [a]", "target-path: tgt", "log-path: logs2", "packages-install-path: pk", "packages: []",
            "saved-queries: {}", "semantic-models: {}", "metrics: {}", "exposures: {}", "sources: {}", "unit_tests: {}", "analyses: {}", "functions: {}",
            "vars:\n  a: 1\nvars:\n  b: 2",
            "models: {p: {+meta: {a: \"{{ env_var('NOT_SET_X') }}\"}}}", "models: {p: {+meta: {a: \"{{ env_var('DBT_ENV_SECRET_X', 'd') }}\"}}}",
            "models: {p: {+meta: {a: \"{{ ref('x') }}\"}}}", "models: {p: {+meta: {a: \"{{ var('z') }}\"}}}", "models: {p: {+meta: {a: \"{{ var('z', 1) }}\"}}}",
            "vars: {z: 1}\nmodels: {p: {+meta: {a: \"{{ var('z') }}\"}}}", "models: {p: {+meta: {a: \"{{ target.schema }}\"}}}",
            "models: {p: {+meta: {a: \"{{ 'a' | as_bool }}\"}}}", "models: {p: {+meta: {a: \"{{ 1 + }}\"}}}", "models: {p: {+pre-hook: \"{{ 1 + }}\"}}",
        ]
    ),
]
OUTPUT = "p:\n  target: dev\n  outputs:\n    dev: {type: duckdb, %s}\n"
PROFILE_FILES = [
    f"p:\n  outputs:\n    {DEV.replace('dev', 'default')}\n", f"p:\n  outputs:\n    {DEV}\n", "p:\n  target: dev\n", "p:\n  target: dev\n  outputs: {}\n",
    f"p:\n  target: prd\n  outputs:\n    {DEV}\n", f"p:\n  target:\n  outputs:\n    {DEV}\n",
    f"p:\n  target: \"{{{{ env_var('NOT_SET_X', 'dev') }}}}\"\n  outputs:\n    {DEV}\n", "p:\n  target: dev\n  outputs:\n    dev:\n",
    "p:\n  target: dev\n  outputs:\n    dev: {path: x}\n", "p:\n  target: dev\n  outputs:\n    dev: {type: duckbd, path: x}\n",
    *(
        OUTPUT % fields
        for fields in [
            "path: ':memory:', foo: 1", "path: [1]", "path: ':memory:', threads: 4", "path: ':memory:', threads: '4'", "path: ':memory:', threads: abc",
            "path: ':memory:', threads: \"{{ env_var('NOT_SET_X', '3') }}\"", "path: ':memory:', threads: \"{{ env_var('NOT_SET_X', '3') | as_number }}\"",
            "path: \"{{ env_var('NOT_SET_X') }}\"", "path: \"{{ env_var('DBT_ENV_SECRET_X', ':memory:') }}\"", "path: \"{{ env_var( }}\"",
            "path: \"{{ ref('a') }}\"", "path: \"{{ var('pp') }}\"", "path: \"{{ var('pp', ':memory:') }}\"", "path: ':memory:', schema: 5", "path: ':memory:', schema: s",
        ]
    ),
    f"p:\n  target: dev\n  outputs:\n    {DEV}\n    prod: {{type: duckdb, path: \"{{{{ env_var('NOT_SET_X') }}}}\"}}\n", "", "- a\n",
    "p:\n  target: dev\n   x: 1\n", f"q:\n  target: dev\n  outputs:\n    {DEV}\n", "p:\n", "p: x\n", f"config:\n  foo: 1\np:\n  target: dev\n  outputs:\n    {DEV}\n",
    f"p:\n  target: dev\n  foo: 1\n  outputs:\n    {DEV}\n", "p:\n  target: dev\n  outputs: [dev]\n",
]


def accepts(project, profiles):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "dbt_project.yml").write_text(project, encoding="utf8")
        pathlib.Path(folder, "profiles.yml").write_text(profiles, encoding="utf8")
        quiet = ["-q", "parse", "--no-partial-parse", "--project-dir", folder, "--profiles-dir", folder, "--log-path", folder]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return dbtRunner().invoke(quiet).success


os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "0"
cases = [{"project": text, "profiles": PROFILES, "ok": accepts(text, PROFILES)} for text in PROJECT_FILES]
cases += [{"project": BASE, "profiles": text, "ok": accepts(BASE, text)} for text in PROFILE_FILES]
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(HERE.parent / "fixtures" / "load.json").write_text(f"[\n{lines}\n]\n", encoding="utf8")
print(len(cases), "cases,", sum(case["ok"] for case in cases), "accepted")

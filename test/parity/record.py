"""Records dbt's answers to the cases beside this file: python record.py [--postgres] [CASE ...]

Run it with the Python of an environment that has dbt-core 1.11 with dbt-duckdb and dbt-postgres. All commands run in this
one process, each case in its own temporary folder, and the answers go to goldens/<engine>/<case>.json together with dbt's
version. Without names every case is recorded whose golden is missing or older than the case; `--all` records everything.
`--postgres` records the cases that also run there, on the server on 127.0.0.1 at port PARITY_PG_PORT (user postgres).
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from dbt.cli.main import dbtRunner
from dbt.version import __version__ as dbt_version
from record_engines import DuckDB, Postgres, database_part
from record_observe import freshness_part, look, manifest_part, results_part

HERE = pathlib.Path(__file__).parent
PRINTED = ("JinjaLogInfo", "PrintEvent", "JinjaLogWarning", "ShowNode", "CompiledNode")
GIT_OPTIONS = ("-c", "user.name=parity", "-c", "user.email=parity@example.com", "-c", "core.autocrlf=false")
GIT_DATES = {"PATH": os.environ["PATH"], "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z"}
UNCHANGED = ("parse", "ls", "list", "compile", "show", "deps")


def read_case(path):
    """The parts of a case file: [(title of a `--- ` line, its text)], the first one being the heading."""
    parts = [("", [])]
    for line in path.read_text().splitlines(keepends=True):
        if line.startswith("--- "):
            parts.append((line[4:].strip(), []))
        else:
            parts[-1][1].append(line)
    return [(title, "".join(lines)) for title, lines in parts]


def words(heading, key):
    found = re.search(rf"^{key}: (.*)$", heading, re.M)
    return found.group(1).split() if found else []


class Recording:
    """One case under way."""

    def __init__(self, root, engine, volatile):
        self.root, self.engine, self.volatile = root, engine, volatile
        self.steps, self.before, self.environment, self.folder = [], {}, {}, root

    def part(self, title, text):
        word, _, rest = title.partition(" ")
        action = getattr(self, "do_" + word[:-1], None) if word.endswith(":") else None
        if action:
            action(rest, text)
        else:
            target = self.root / title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)

    def do_run(self, command, _text):
        self.add(command, run_step(self, command))

    def do_look(self, name, text):
        self.add("look: " + name, {"exit": 0, "seen": look(self.root, name, text)})

    def do_sql(self, _rest, text):
        self.engine.query(text)

    def do_delete(self, name, _text):
        target = self.root / name
        shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink()

    def do_copy(self, names, _text):
        source, target = names.split()
        shutil.copytree(self.root / source, self.root / target)

    def do_git(self, names, _text):
        """Commits all files of a folder, and tags the commit, so that its hash is the same everywhere."""
        folder, tag = names.split()
        git = lambda *words: subprocess.run(["git", *GIT_OPTIONS, *words], cwd=self.root / folder, env=GIT_DATES, check=True)
        git("init", "--quiet", "--initial-branch=main")
        git("add", "--all")
        git("commit", "--quiet", "--message", tag)
        git("tag", tag)

    def do_env(self, pairs, _text):
        self.environment = dict(pair.split("=", 1) for pair in shlex.split(pairs))

    def do_cwd(self, name, _text):
        self.folder = self.root / name
        self.folder.mkdir(parents=True, exist_ok=True)

    def add(self, command, step):
        text = json.dumps({"command": command, **step}, default=str).replace(str(self.root), "<root>")
        self.steps.append(json.loads(text))


def run_step(recording, command):
    root, engine = recording.root, recording.engine
    events = []
    for name in ("run_results.json", "sources.json", "manifest.json"):
        if (root / "target" / name).exists() and "retry" not in command:
            (root / "target" / name).unlink()
    saved = dict(os.environ)
    os.environ.update({"HOME": str(root / ".home"), **engine.environment, **recording.environment})
    arguments = shlex.split(command)
    os.chdir(recording.folder)
    try:
        outcome = dbtRunner(callbacks=[events.append]).invoke(["--quiet", *arguments])
    finally:
        os.environ.clear()
        os.environ.update(saved)
    engine.release()
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
    if arguments[0] == "parse" and outcome.success and (root / "target" / "manifest.json").exists():
        step["manifest"] = manifest_part(root)
    if (root / "target" / "run_results.json").exists() and step["exit"] < 2:
        step["results"] = results_part(root)
    if (root / "target" / "sources.json").exists():
        step["freshness"] = freshness_part(root)
    if arguments[0] not in UNCHANGED:
        database = database_part(engine, recording.volatile)
        step["database"] = "unchanged" if database == recording.before else database
        recording.before = database
    return step


def record(path, engine):
    (_, heading), *parts = read_case(path)
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve() / "proj"
        (root / ".home").mkdir(parents=True)
        shutil.copy(HERE / "common" / "dbt_project.yml", root)
        shutil.copy(HERE / "common" / f"{engine.name}.yml", root / "profiles.yml")
        engine.prepare(root)
        recording = Recording(root, engine, words(heading, "volatile"))
        try:
            for title, text in parts:
                recording.part(title, text)
        finally:
            os.chdir(here)
    golden = {"dbt": dbt_version, "steps": recording.steps}
    out = HERE / "goldens" / engine.name / f"{path.stem}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=False) + "\n")
    for step in recording.steps:
        kinds = {}
        for result in step.get("results", {}).values():
            kinds[result["status"]] = kinds.get(result["status"], 0) + 1
        print(f"{path.stem}: {step['command']}: exit {step['exit']} {kinds or ''} {step.get('error', '')[:300]}", flush=True)


def main():
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    engine = Postgres() if "--postgres" in options else DuckDB()
    for path in sorted((HERE / "cases").glob("*.case")):
        golden = HERE / "goldens" / engine.name / f"{path.stem}.json"
        stale = not golden.exists() or golden.stat().st_mtime < path.stat().st_mtime
        runs_here = engine.name in ["duckdb", *words(path.read_text().split("\n---")[0], "also-on")]
        if path.stem in names or (runs_here and not names and (stale or "--all" in options)):
            record(path, engine)


main()

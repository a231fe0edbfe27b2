"""Records what dbt-core with dbt-duckdb makes of this folder's cases: python3 record.py /path/to/venv/bin/dbt

texts.json   what each call of calls.txt prints in a model
states.json  the relations, rows, constraints, indexes and comments that project/ leaves after each of its builds
names.json   names and argument names of the macros of dbt's own packages; those of further engines, from a Python that
             has their packages: python3 record.py --names snowflake redshift
"""
import glob, json, os, re, shutil, subprocess, sys, tempfile

import duckdb

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS = [["--vars", "{stage: 1}"], ["--vars", "{stage: 2}"], ["--vars", "{stage: 3}"],
         ["--full-refresh", "--vars", "{stage: 3}"]]


def run(dbt, folder, *args):
    done = subprocess.run([dbt, *args], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "DBT_PROFILES_DIR": folder, "TZ": "UTC"})
    if done.returncode > 1:
        sys.exit(done.stdout + done.stderr)


def texts(dbt, folder):
    calls = [line for line in open(os.path.join(HERE, "calls.txt")).read().split("\n") if line]
    os.makedirs(os.path.join(folder, "models"))
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(os.path.join(HERE, "project", name), folder)
    with open(os.path.join(folder, "models", "calls.sql"), "w") as f:
        f.write("{% if execute %}" + "\n@@\n".join("[{{ %s }}]" % call for call in calls) + "{% endif %}")
    run(dbt, folder, "compile", "--select", "calls")
    text = open(os.path.join(folder, "target/compiled/shapes/models/calls.sql")).read()
    return dict(zip(calls, [re.sub(r"\s+", " ", part.strip()) for part in text.split("\n@@\n")]))


def rows_of(con, schema, name, columns):
    """Cells as text; what depends on the hour of the run is masked."""
    cells = ", ".join('cast("%s" as varchar)' % column for column, _ in columns)
    found = []
    for row in con.execute('select %s from "%s"."%s"' % (cells, schema, name)).fetchall():
        masked = ["NOW" if cell and re.match(r"20(2[5-9]|[3-8]\d)-\d\d-\d\d \d\d:", cell) else cell for cell in row]
        if "NOW" in masked:
            masked = ["MD5" if cell and re.fullmatch("[0-9a-f]{32}", cell) else cell for cell in masked]
        found.append(masked)
    return sorted(found, key=lambda cells: json.dumps(cells))


def state(path):
    con = duckdb.connect(path, read_only=True)
    os.chdir(os.path.dirname(path))  # views over files of external models name them relatively
    relations = {}
    for schema, name, kind in con.execute(
            "select table_schema, table_name, table_type from information_schema.tables").fetchall():
        columns = [[c[0], c[1]] for c in con.execute('describe "%s"."%s"' % (schema, name)).fetchall()]
        relations["%s.%s" % (schema, name)] = {
            "kind": kind, "columns": columns, "rows": rows_of(con, schema, name, columns)}
    lists = {
        "constraints": "select schema_name || '.' || table_name || ': ' || constraint_text from duckdb_constraints()",
        "indexes": "select schema_name || '.' || table_name || ': ' || is_unique || expressions from duckdb_indexes()",
        "comments": "select schema_name || '.' || table_name || ': ' || comment from duckdb_tables() where comment is not null"
                    " union all select schema_name || '.' || view_name || ': ' || comment from duckdb_views() where comment is not null"
                    " union all select table_name || '.' || column_name || ': ' || comment from duckdb_columns() where comment is not null",
    }
    found = {key: sorted(row[0] for row in con.execute(sql).fetchall()) for key, sql in lists.items()}
    con.close()
    return {"relations": relations, **found}


def names(package):
    """The parser's view of a package's macros; nothing but names is kept."""
    from dbt_common.clients.jinja import get_environment
    import dbt.include
    import jinja2.nodes

    root = os.path.join(os.path.dirname(dbt.include.__file__ or list(dbt.include.__path__)[0] + "/x"), package)
    found = {}
    for path in glob.glob(root + "/*/**/*.sql", recursive=True):
        tree = get_environment(None, capture_macros=True).parse(open(path).read())
        for macro in tree.find_all(jinja2.nodes.Macro):
            found[macro.name.removeprefix("dbt_macro__")] = [argument.name for argument in macro.args]
    return dict(sorted(found.items()))


def add_names(packages):
    with open(os.path.join(HERE, "names.json")) as f:
        known = json.load(f)
    write("names.json", {**known, **{"dbt_" + package: names(package) for package in packages}})


def main(dbt):
    version = subprocess.run([dbt, "--version"], capture_output=True, text=True).stdout
    version = " ".join(re.findall(r"(?:installed|duckdb): +(\S+)", version))
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "p")
        shutil.copytree(os.path.join(HERE, "project"), folder)
        states = []
        for step in STEPS:
            run(dbt, folder, "build", *step)
            results = json.load(open(os.path.join(folder, "target/run_results.json")))["results"]
            statuses = {r["unique_id"]: [r["status"], r["failures"]] for r in results}
            states.append({"args": ["build", *step], "statuses": statuses, **state(os.path.join(folder, "shapes.duckdb"))})
        write("states.json", {"dbt": version, "steps": states})
        with open(os.path.join(HERE, "names.json")) as f:
            known = json.load(f)
        write("names.json", {**known, "version": version, **{"dbt" if p == "global_project" else "dbt_" + p: names(p)
                                                for p in ("global_project", "duckdb", "postgres")}})
        write("texts.json", {"dbt": version, "texts": texts(dbt, os.path.join(work, "texts"))})


def write(name, value):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(value, f, indent=1)
        f.write("\n")


if sys.argv[1] == "--names":
    add_names(sys.argv[2:])
else:
    main(sys.argv[1])

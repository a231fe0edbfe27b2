"""Runs one Python model in a process of its own.

The database belongs to the process that started this one, so nothing here opens it: relations that the model reads
are fetched as small DuckDB files when they are first named, and what it builds goes into another such file. Both sides
talk in lines of JSON: requests leave by file descriptor 3, answers come in by 4; standard output is the model's.
"""

import json
import os
import re
import sys
import traceback

requests = os.fdopen(3, "w", encoding="utf-8")
answers = os.fdopen(4, "r", encoding="utf-8")

NAME_PART = re.compile(r'"((?:[^"]|"")*)"|([^".\s]+)')


def tell(**message):
    requests.write(json.dumps(message) + "\n")
    requests.flush()


def receive():
    line = answers.readline()
    if not line:
        os._exit(1)  # the other side is gone
    return json.loads(line)


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def parts_of(name):
    """The parts of a dotted name, quotes removed; nothing for other SQL, such as read_csv(...)."""
    parts, at = [], 0
    while True:
        match = NAME_PART.match(name, at)
        if match is None:
            return []
        quoted, plain = match.groups()
        parts.append(plain if quoted is None else quoted.replace('""', '"'))
        at = match.end()
        if at == len(name):
            return parts
        if name[at] != ".":
            return []
        at += 1


class Relations:
    """Relations of the project, each a view under its own name on the file that it was fetched into."""

    def __init__(self, con, database):
        self.con = con
        self.sources = {}
        self.databases = {database}

    def find(self, name):
        """SQL that reads the relation, or None when there is none of that name."""
        if name not in self.sources:
            tell(kind="load", name=name)
            path = receive()["path"]
            self.sources[name] = None if path is None else self.attach(name, path)
        return self.sources[name]

    def attach(self, name, path):
        alias = f"xform_input_{len(self.sources)}"
        self.con.execute(f"attach {literal(path)} as {alias} (read_only)")
        rows = f"{alias}.main.rows"
        parts = parts_of(name)
        if not parts:
            return rows
        if len(parts) == 3 and parts[0] not in self.databases:
            self.con.execute(f"attach ':memory:' as {quote(parts[0])}")
            self.databases.add(parts[0])
        if len(parts) > 1:
            self.con.execute("create schema if not exists " + ".".join(map(quote, parts[:-1])))
        view = ".".join(map(quote, parts))
        self.con.execute(f"create view {view} as select * from {rows}")
        return view

    def load(self, name):
        """A DuckDB relation, as dbt.ref() and dbt.source() give it."""
        source = self.find(name)
        if source is None:
            raise LookupError(f"there is no relation {name}")
        return self.con.sql(f"select * from {source}")

    def fetch_for(self, query):
        """Fetches what a query names and is not here yet; names of variables are nobody's relation."""
        try:
            names = self.con.get_table_names(query, qualified=True)
        except Exception:  # not a query, or one that DuckDB will complain about itself
            return
        for name in names:
            if parts_of(name):
                self.find(name)


class Session:
    """What model() gets as its session: the connection, whose queries may name relations of the project."""

    def __init__(self, con, relations):
        self._con = con
        self._relations = relations

    def __getattr__(self, name):
        return getattr(self._con, name)

    def sql(self, query, *args, **options):
        self._relations.fetch_for(query)
        return self._con.sql(query, *args, **options)

    def query(self, query, *args, **options):
        self._relations.fetch_for(query)
        return self._con.query(query, *args, **options)

    def execute(self, query, *args, **options):
        if isinstance(query, str):
            self._relations.fetch_for(query)
        return self._con.execute(query, *args, **options)

    def table(self, name):
        self._relations.find(name)
        return self._con.table(name)


def connect(job):
    import duckdb

    con = duckdb.connect(job["sessionPath"])
    database, path = quote(job["database"]), literal(job["outputPath"])
    try:  # a format that older and newer versions read
        con.execute(f"attach {path} as {database} (storage_version 'v1.0.0')")
    except duckdb.Error:
        con.execute(f"attach {path} as {database}")
    con.execute(f"create schema if not exists {database}.{quote(job['schema'])}")
    con.execute(f"use {database}.{quote(job['schema'])}")
    try:  # queries of the model see its variables, although they pass through Session
        con.execute("set python_scan_all_frames = true")
    except duckdb.Error:
        pass
    for statement in job["startup"]:
        try:
            con.execute(statement)
        except duckdb.Error as error:  # an extension that is not there; whoever needs it will hear of it
            print(f"{statement.split('(')[0]}: {error}", file=sys.stderr)
    return con


def run(job):
    con = connect(job)
    relations = Relations(con, job["database"])
    sys.path[:0] = job["modulePaths"]
    module = {"__name__": "xform_model", "__file__": job["file"]}
    exec(compile(job["code"], job["file"], "exec"), module)
    session = Session(con, relations)
    result = module["model"](module["dbtObj"](relations.load), session)
    module["materialize"](result, con)
    con.close()


def describe(error, file):
    """What happened, and the lines of the model that led to it."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return {"message": f"{type(error).__name__}: {error.msg}", "lines": [error.lineno]}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return {
        "message": "".join(traceback.format_exception_only(type(error), error)).strip(),
        "lines": [frame.lineno for frame in frames],
        "module": error.name if isinstance(error, ModuleNotFoundError) else None,
    }


if __name__ == "__main__":
    given = receive()
    try:
        run(given)
    except BaseException as error:
        tell(kind="failed", **describe(error, given["file"]))
    else:
        tell(kind="done")
    sys.stdout.flush()

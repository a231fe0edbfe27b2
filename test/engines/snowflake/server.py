"""Snowflake's HTTP protocol on the loopback, on fakesnow (DuckDB): `server.py PORT LOG`.

Statements are written to LOG, one JSON text a line, as they came. What fakesnow cannot run is rewritten to something
near it (REWRITTEN), accepted without effect (ACCEPTED) or answered with a fixed table (ANSWERED): tests of those look
at the text of the statements.
"""

import asyncio
import datetime
import gzip
import json
import re
import sys
import uuid
import warnings

warnings.filterwarnings("ignore")

import uvicorn  # noqa: E402
from fakesnow import statement_type  # noqa: E402
from fakesnow.converter import from_binding  # noqa: E402
from fakesnow.dialect import parse_one  # noqa: E402
from fakesnow.expr import normalise_ident  # noqa: E402
from fakesnow.instance import FakeSnow  # noqa: E402
from fakesnow.rowtype import describe_as_rowtype  # noqa: E402
from starlette.applications import Starlette  # noqa: E402
from starlette.concurrency import run_in_threadpool  # noqa: E402
from starlette.responses import JSONResponse  # noqa: E402
from starlette.routing import Route  # noqa: E402

PASSWORD = "let-me-in"
NAME = r'(?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+))*'
FLAGS = re.I | re.S

REWRITTEN = [
    # DuckDB has temporary relations in no schema of their own.
    (r"^(create\s+(?:or\s+replace\s+)?)(?:secure\s+)?temporary\s+(table|view)\b", r"\1\2"),
    (r"^(create\s+(?:or\s+replace\s+)?)secure\s+", r"\1"),
    (rf"^(create\s+(?:or\s+replace\s+)?view\s+{NAME})\s*\((?:\s*\"[^\"]+\"\s+comment\s+\$\$.*?\$\$,?)+\s*\)", r"\1"),
    (rf"^(create\s+(?:or\s+replace\s+)?view\s+{NAME}\s*)copy\s+grants\b", r"\1"),
    (
        rf"^create\s+(?:or\s+replace\s+)?(?:dynamic|interactive)\s+table\s+({NAME}).*?\bas\s*\(",
        r"create or replace table \1 as (",
    ),
    (r"\bcurrent_warehouse\(\)", "'WH'"),
    (r"^(drop|alter)\s+dynamic\s+table\b", r"\1 table"),
    (rf"^(create\s.*?\btable\s+{NAME}\s*)copy\s+grants\b", r"\1"),
    (rf"^describe\s+view\b", "describe table"),
]
# fakesnow keeps views apart from tables.
TABLE_COLUMNS = "table_catalog, table_schema, table_name"
REWRITTEN.append(
    (
        r"\b(\w+)\.information_schema\.tables\s+as\s+tables\b",
        rf"(select {TABLE_COLUMNS}, table_type, comment, table_owner, row_count, bytes from \1.information_schema.tables"
        rf" union all select {TABLE_COLUMNS}, 'VIEW', null, null, null, null from \1.information_schema.views) as tables",
    )
)
ACCEPTED = [
    r"grant\b",
    r"revoke\b",
    r"alter\s+session\b",
    r"use\s+(?:secondary\s+)?(?:roles?|warehouse)\b",
    r"alter\s+dynamic\s+table\s+\S+\s+(?!rename\b)",
    r"alter\s+(?:table|view|iceberg\s+table)\s+\S+\s+(?:cluster\s+by|resume\s+recluster|suspend\s+recluster|alter\b.*\bcomment|modify\b.*\bcomment|set\s+tag|unset\s+tag)",
    r"comment\b",
]
ANSWERED = {  # pattern -> names of columns, rows
    r"show\s+grants\b": ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name"],
    r"show\s+parameters\s+like\s+'query_tag'": ["key", "value", "default", "level", "description", "type"],
    r"show\s+user\s+functions\b": ["created_on", "name", "schema_name", "is_builtin", "arguments", "catalog_name", "language"],
}
# OAuth tokens and programmatic access tokens that log nobody in.
REFUSED_TOKENS = {
    "expired": ("390318", "OAuth access token expired. [expired]"),
    "invalid": ("390303", "Invalid OAuth access token. [invalid]"),
    "expired-programmatic": ("394400", "Programmatic access token is invalid."),
}
# Statements that are refused by what they name: code, message and state as the account has them.
REFUSED_STATEMENTS = {
    r"\bforbidden_schema\b": ("003001", "SQL access control error:\nInsufficient privileges to operate on schema 'FORBIDDEN_SCHEMA'.", "42501"),
    r"\bforbidden_table\b": ("002003", "SQL compilation error:\nObject 'ANALYTICS.RAW.FORBIDDEN_TABLE' does not exist or not authorized.", "42S02"),
    r"\bsystem\$too_long\b": ("000630", "Statement reached its statement or warehouse timeout of 5 second(s) and was canceled.", "57014"),
}
PARAMETERS = {
    "TIMEZONE": "Etc/UTC",
    "BINARY_OUTPUT_FORMAT": "HEX",
    "DATE_OUTPUT_FORMAT": "YYYY-MM-DD",
    "TIME_OUTPUT_FORMAT": "HH24:MI:SS",
    "TIMESTAMP_OUTPUT_FORMAT": "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
    "TIMESTAMP_NTZ_OUTPUT_FORMAT": "YYYY-MM-DD HH24:MI:SS.FF9",
    "TIMESTAMP_LTZ_OUTPUT_FORMAT": "",
    "TIMESTAMP_TZ_OUTPUT_FORMAT": "",
    "CLIENT_RESULT_CHUNK_SIZE": 160,
    "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD": 0,
}

fakesnow = FakeSnow()
sessions = {}
waiting = {}
expired = set()  # tokens of sessions whose log-in has expired
dynamic_tables = {}  # by their upper-case names: what `show dynamic tables` says


def parameters():
    return [{"name": name, "value": value} for name, value in PARAMETERS.items()]


def failure(code, message, state=None):
    data = {"errorCode": code, "sqlState": state, "queryId": str(uuid.uuid4())}
    return JSONResponse({"success": False, "code": code, "message": message, "data": data})


def cell(value, kind):
    """A value as Snowflake's JSON rowsets have it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime.datetime):
        offset = value.utcoffset()
        seconds, fraction = divmod(value.replace(tzinfo=None) - datetime.datetime(1970, 1, 1), datetime.timedelta(seconds=1))
        if offset is not None:
            seconds -= int(offset.total_seconds())
        text = f"{seconds}.{fraction.microseconds * 1000:09d}"
        if kind != "timestamp_tz":
            return text
        return f"{text} {1440 + (int(offset.total_seconds()) // 60 if offset else 0)}"
    if isinstance(value, datetime.date):
        return str((value - datetime.date(1970, 1, 1)).days)
    if isinstance(value, datetime.time):
        return f"{value.hour * 3600 + value.minute * 60 + value.second}.{value.microsecond * 1000:09d}"
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    if isinstance(value, float) and kind == "fixed":
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, default=str)
    return str(value)


def answer(rowtype, rows, type_id, query_id=None):
    data = {
        "parameters": parameters(),
        "rowtype": rowtype,
        "rowset": rows,
        "total": len(rows),
        "returned": len(rows),
        "queryId": query_id or str(uuid.uuid4()),
        "statementTypeId": type_id,
        "queryResultFormat": "json",
        "sqlState": None,
    }
    return JSONResponse({"success": True, "data": data})


def text_column(name):
    return {"name": name, "type": "text", "nullable": True, "length": 16777216, "byteLength": 16777216, "precision": None, "scale": None}


def done(message="Statement executed successfully.", type_id=28672):
    return answer([text_column("status")], [[message]], type_id)


def without_comments(sql):
    """Without the comments, blanks and semicolons at both ends."""
    sql = sql.strip().rstrip(";").rstrip()
    sql = re.sub(r"^(?:/\*.*?\*/|--[^\n]*(?:\n|$)|\s)+", "", sql, flags=re.S)
    while sql.endswith("*/"):
        sql = sql[: sql.rindex("/*")].rstrip().rstrip(";").rstrip()
    return sql


def qualified_merge(expression):
    """DuckDB's merge wants bare names in `update set` and the source's name in `values`."""
    from sqlglot import exp

    source = exp.to_identifier(expression.args["using"].alias_or_name)
    whens = expression.args["whens"]
    for when in getattr(whens, "expressions", whens):
        then = when.args.get("then")
        if isinstance(then, exp.Insert) and then.expression:
            for column in then.expression.find_all(exp.Column):
                if not column.args.get("table"):
                    column.set("table", source.copy())
        if isinstance(then, exp.Update):
            for assignment in then.expressions:
                if isinstance(assignment.this, exp.Column):
                    assignment.this.set("table", None)


def adjust_fakesnow():
    """fakesnow's own merge makes tables on the way, which fails inside of transactions."""
    import fakesnow.transforms as transforms
    import sqlglot
    from sqlglot import exp

    def merge(expression):
        if not isinstance(expression, exp.Merge):
            return [expression]
        qualified_merge(expression)
        counts = 'SELECT 0 AS "number of rows inserted", 0 AS "number of rows updated"'
        return [expression, sqlglot.parse_one(counts)]

    transforms.merge = merge
    # It makes floats of sums of whole numbers.
    transforms.numeric_agg_implicit_cast = lambda expression: expression


async def body_of(request):
    body = await request.body()
    return json.loads(gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body)


async def login(request):
    data = (await body_of(request))["data"]
    log({"login": {key: value for key, value in data.items() if key not in ("PASSWORD", "TOKEN")}, "query": dict(request.query_params)})
    if data.get("AUTHENTICATOR", "SNOWFLAKE") in ("SNOWFLAKE", "snowflake") and data.get("PASSWORD") != PASSWORD:
        return failure("390100", "Incorrect username or password was specified.")
    if data.get("TOKEN") in REFUSED_TOKENS:
        return failure(*REFUSED_TOKENS[data["TOKEN"]])
    if request.query_params.get("roleName", "").lower() == "forbidden":
        return failure("390189", "Role 'FORBIDDEN' specified in the connect string is not granted to this user.")
    database, schema = (request.query_params.get(name) for name in ("databaseName", "schemaName"))
    token = str(uuid.uuid4())
    sessions[token] = fakesnow.connect(database and normalise_ident(database), schema and normalise_ident(schema))
    data = {
        "token": token,
        "masterToken": token,
        "validityInSeconds": 3600,
        "masterValidityInSeconds": 14400,
        "serverVersion": "9.0.0",
        "parameters": parameters(),
        "sessionId": len(sessions),
        "sessionInfo": {"databaseName": database, "schemaName": schema, "roleName": None, "warehouseName": None},
    }
    return JSONResponse({"success": True, "data": data})


def run(connection, sql, bindings):
    cursor = connection.cursor()
    cursor.execute(sql, binding_params=bindings, server=True)
    described = cursor._describe_last_sql()
    # Sums of whole numbers, which fakesnow takes for floats.
    rowtype = [
        {**column, "type": "fixed", "precision": 38, "scale": 0} if kind == "HUGEINT" else column
        for column, kind in zip(describe_as_rowtype(described), [row[1] for row in described])
    ]
    columns = cursor._arrow_table.columns if cursor._arrow_table else []
    cells = [[cell(value, kind["type"].lower()) for value in column.to_pylist()] for column, kind in zip(columns, rowtype)]
    return rowtype, [list(row) for row in zip(*cells)], cursor.sfqid


DYNAMIC = ["name", "schema_name", "database_name", "text", "target_lag", "warehouse", "refresh_mode", "immutable_where", "scheduler", "initialization_warehouse", "cluster_by", "is_iceberg", "table_tag"]


def note_dynamic_table(sql):
    """Keeps the settings of a dynamic table, which fakesnow makes as a plain one."""
    created = re.match(rf"(?:create|create\s+or\s+replace|alter)\s+dynamic\s+table\s+({NAME})", sql, FLAGS)
    if created:
        name = created[1].replace('"', "").split(".")[-1].upper()
        database, schema = ["ANALYTICS", "MAIN", *created[1].replace('"', "").upper().split(".")[:-1]][-2:]
        settings = dynamic_tables.setdefault(name, {"database_name": database, "schema_name": schema, "text": sql})
        for key, text, word in re.findall(r"\b(target_lag|warehouse|refresh_mode|scheduler|initialization_warehouse)\s*=\s*(?:'([^']*)'|(\w+))", sql, FLAGS):
            settings[key.lower()] = text or word
    renamed = re.match(rf"alter\s+(?:dynamic\s+)?table\s+({NAME})\s+rename\s+to\s+({NAME})", sql, FLAGS)
    if renamed:
        old, new = (name.replace('"', "").split(".")[-1].upper() for name in renamed.groups())
        if old in dynamic_tables:
            dynamic_tables[new] = dynamic_tables.pop(old)
    dropped = re.match(rf"drop\s+(?:dynamic\s+)?table\s+(?:if\s+exists\s+)?({NAME})", sql, FLAGS)
    if dropped:
        dynamic_tables.pop(dropped[1].replace('"', "").split(".")[-1].upper(), None)


def show_dynamic_tables(sql):
    name = re.search(r"\blike\s+'([^']*)'", sql, FLAGS)[1].upper()
    if name not in dynamic_tables:
        return []
    return [[name, *((dynamic_tables[name].get(key, "")) for key in DYNAMIC[1:])]]


def with_dynamic_tables(rowtype, rows):
    names = [column["name"].lower() for column in rowtype]
    name, is_dynamic = names.index("name"), names.index("is_dynamic")
    for row in rows:
        row[is_dynamic] = "Y" if row[name] in dynamic_tables else "N"
    return rowtype, rows


async def wait(request_id, seconds):
    aborted = waiting[request_id] = asyncio.Event()
    try:
        await asyncio.wait_for(aborted.wait(), seconds)
        return failure("000604", "SQL execution canceled", "57014")
    except asyncio.TimeoutError:
        return done(f"waited {seconds} seconds", statement_type.SELECT)
    finally:
        del waiting[request_id]


async def query(request):
    token = request.headers.get("Authorization", "")[17:-1]
    connection = sessions.get(token)
    if connection is None:
        return failure("390104", "User must login again to access the service.")
    if token in expired:
        return failure("390112", "Session token has expired.")
    body = await body_of(request)
    text = body["sqlText"]
    log({"sql": text})
    sql = without_comments(text)
    if re.search(r"\bsystem\$expire\b", sql, FLAGS):
        expired.add(token)
        return failure("390112", "Session token has expired.")
    for pattern, refusal in REFUSED_STATEMENTS.items():
        if re.search(pattern, sql, FLAGS):
            return failure(*refusal)
    pause = re.match(r".*\bsystem\$wait\((\d+)\)", sql, FLAGS)
    if pause:
        return await wait(request.query_params.get("requestId"), int(pause[1]))
    note_dynamic_table(sql)
    if re.match(r"show\s+dynamic\s+tables\b", sql, FLAGS):
        return answer([text_column(name) for name in DYNAMIC], show_dynamic_tables(sql), statement_type.SELECT)
    if any(re.match(pattern, sql, FLAGS) for pattern in ACCEPTED):
        return done()
    for pattern, names in ANSWERED.items():
        if re.match(pattern, sql, FLAGS):
            rows = [["QUERY_TAG", "former"] + [""] * (len(names) - 2)] if names[0] == "key" else []
            return answer([text_column(name) for name in names], rows, statement_type.SELECT)
    for pattern, replacement in REWRITTEN:
        sql = re.sub(pattern, replacement, sql, flags=FLAGS)
    given = body.get("bindings") or {}
    bindings = tuple(from_binding(given[str(i + 1)]) for i in range(len(given))) or None
    try:
        type_id = statement_type.statement_type_id(parse_one(sql))
        rowtype, rows, query_id = await run_in_threadpool(run, connection, sql, bindings)
        if re.match(r"show\s+objects\b", sql, FLAGS):
            rowtype, rows = with_dynamic_tables(rowtype, rows)
        return answer(rowtype, rows, type_id, query_id)
    except Exception as error:
        code = getattr(error, "errno", None)
        message = getattr(error, "msg", None) or str(error)
        return failure(f"{code:06d}" if code else "261000", message, getattr(error, "sqlstate", None))


async def abort(request):
    request_id = (await body_of(request)).get("requestId")
    log({"abort": request_id})
    event = waiting.get(request_id)
    if event:
        event.set()
    return JSONResponse({"success": True, "data": None})


async def renew(request):
    """No session is renewed: its master token has expired as well."""
    log({"renewal": True})
    return failure("390114", "Authentication token has expired.  The user must authenticate again.")


async def fine(request):
    if request.query_params.get("delete"):
        sessions.pop(request.headers.get("Authorization", "")[17:-1], None)
    return JSONResponse({"success": True, "data": None})


def log(record):
    with open(sys.argv[2], "a", encoding="utf8") as file:
        file.write(json.dumps(record) + "\n")


app = Starlette(
    routes=[
        Route("/session/v1/login-request", login, methods=["POST"]),
        Route("/queries/v1/query-request", query, methods=["POST"]),
        Route("/queries/v1/abort-request", abort, methods=["POST"]),
        *(Route(path, fine, methods=["POST"]) for path in ("/session", "/session/heartbeat", "/telemetry/send")),
        Route("/session/token-request", renew, methods=["POST"]),
    ]
)

if __name__ == "__main__":
    adjust_fakesnow()
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")

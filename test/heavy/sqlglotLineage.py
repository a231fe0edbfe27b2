"""Leaves of every output column by sqlglot: JSON on stdin ([{name, sql, schema}]) to JSON on stdout."""

import json
import logging
import sys

from sqlglot import exp, lineage, parse_one
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

logging.disable(logging.CRITICAL)


def leaves(query, schema):
    tree = parse_one(query.strip().rstrip(";"), dialect="duckdb")
    qualified = qualify(tree, schema=schema, dialect="duckdb")
    scope = build_scope(qualified)
    for select in qualified.selects:
        root = lineage.lineage(select.alias_or_name, qualified, schema=schema, dialect="duckdb", scope=scope)
        tables = [node for node in root.walk() if isinstance(node.expression, exp.Table)]
        columns = {f"{node.expression.name}.{node.name.split('.')[-1]}" for node in tables}
        yield sorted(column.replace('"', "").lower() for column in columns)


answers = {each["name"]: list(leaves(each["sql"], each["schema"])) for each in json.load(sys.stdin)}
json.dump(answers, sys.stdout)

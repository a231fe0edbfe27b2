"""The datasets and runs in the events that dbt-ol wrote: python emitOpenLineage.py EVENTS. Prints JSON."""

import collections
import json
import pathlib
import sys

events = [json.loads(line) for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
kinds = collections.Counter(event["eventType"] for event in events)
edges, columns, assertions = set(), {}, collections.Counter()
for event in events:
    if event["eventType"] != "COMPLETE":
        continue
    for output in event["outputs"]:
        schema = output.get("facets", {}).get("schema", {}).get("fields", [])
        columns[output["name"]] = sorted(field["name"] for field in schema)
        edges |= {f"{each['name']} > {output['name']}" for each in event["inputs"]}
    for each in event["inputs"]:
        checked = each.get("inputFacets", {}).get("dataQualityAssertions", {}).get("assertions", [])
        assertions.update(f"{one['assertion']} {one['success']}" for one in checked)
print(
    json.dumps(
        {
            "kinds": kinds,
            "jobs": sorted({event["job"]["name"] for event in events}),
            "edges": sorted(edges),
            "columns": columns,
            "assertions": assertions,
        },
        sort_keys=True,
    )
)

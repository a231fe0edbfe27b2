"""What DataHub's dbt source makes of the artifacts of a target folder: python readDataHub.py TARGET FILE. Prints JSON.

FILE receives the records, as DataHub's file sink writes them.
"""

import collections
import json
import pathlib
import re
import sys

from datahub.ingestion.run.pipeline import Pipeline

target, sink = pathlib.Path(sys.argv[1]), sys.argv[2]
pipeline = Pipeline.create(
    {
        "source": {
            "type": "dbt",
            "config": {
                "manifest_path": str(target / "manifest.json"),
                "catalog_path": str(target / "catalog.json"),
                "sources_path": str(target / "sources.json"),
                "run_results_paths": [str(target / "run_results.json")],
                "target_platform": "duckdb",
                "include_column_lineage": True,
                "write_semantics": "OVERRIDE",
            },
        },
        "sink": {"type": "file", "config": {"filename": sink}},
    },
    report_to=None,
)
pipeline.run()
pipeline.raise_from_status()


URN = re.compile(r"urn:li:schemaField:\(urn:li:dataset:\([^()]*\),[^()/]*\)|urn:li:dataset:\([^()]*\)")


def name_of(urn):
    """`dbt:shop.main.orders` or `dbt:shop.main.orders.id` of the URN of a dataset or of one of its fields."""
    platform, table = re.search(r"dataPlatform:(\w+),([^,]+),", urn).groups()
    column = re.search(r"\),([^()]*)\)$", urn)
    return f"{platform}:{table}" + (f".{column[1]}" if column else "")


aspects, upstreams, columns = collections.Counter(), set(), set()


def seen(entity, urn, aspect, content):
    aspects[f"{entity} {aspect}"] += 1
    if aspect != "upstreamLineage":
        return
    if isinstance(content, list):
        for step in content:
            urns = URN.findall(step["path"])
            if len(urns) == 1:
                upstreams.add(f"{name_of(urns[0])} > {name_of(urn)}")
            else:
                columns.add(f"{name_of(urns[1])} > {name_of(urns[0])}")
        return
    upstreams.update(f"{name_of(each['dataset'])} > {name_of(urn)}" for each in content["upstreams"])
    for edge in content.get("fineGrainedLineages") or []:
        columns.update(f"{name_of(up)} > {name_of(down)}" for up in edge["upstreams"] for down in edge["downstreams"])


for record in json.loads(pathlib.Path(sink).read_text()):
    if "proposedSnapshot" in record:
        [(_, snapshot)] = record["proposedSnapshot"].items()
        for aspect in snapshot["aspects"]:
            [(name, content)] = aspect.items()
            name = name.rsplit(".", 1)[-1]
            seen("dataset", snapshot["urn"], name[0].lower() + name[1:], content)
    else:
        aspect = record.get("aspect") or {}
        seen(record["entityType"], record["entityUrn"], record["aspectName"], aspect.get("json", {}))
print(json.dumps({"aspects": aspects, "upstreams": sorted(upstreams), "columns": sorted(columns)}, sort_keys=True))

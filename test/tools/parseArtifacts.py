"""What dbt-artifacts-parser finds in the artifacts of a target folder: python parseArtifacts.py TARGET. Prints JSON."""

import collections
import json
import pathlib
import sys

from dbt_artifacts_parser import parser

target = pathlib.Path(sys.argv[1])


def read(name):
    return json.loads((target / name).read_text())


manifest = parser.parse_manifest(read("manifest.json"))
run_results = parser.parse_run_results(read("run_results.json"))
catalog = parser.parse_catalog(read("catalog.json"))
sources = parser.parse_sources(read("sources.json"))


def value(item):
    return getattr(item, "value", item)


# Sections of plain counts; built-in macros and docs are each engine's own.
SECTIONS = ("nodes", "sources", "exposures", "metrics", "groups", "disabled", "saved_queries", "semantic_models")
print(
    json.dumps(
        {
            "classes": [type(each).__name__ for each in (manifest, run_results, catalog, sources)],
            "manifest": {section: sorted(getattr(manifest, section) or {}) for section in SECTIONS},
            "unit_tests": len(manifest.unit_tests or {}),
            "edges": sum(len(set(parents)) for parents in manifest.parent_map.values()),
            "statuses": collections.Counter(value(result.status) for result in run_results.results),
            "catalog": {
                key: {name: column.type for name, column in table.columns.items()}
                for key, table in sorted({**catalog.nodes, **catalog.sources}.items())
            },
            "freshness": {result.unique_id: value(result.status) for result in sources.results},
        },
        sort_keys=True,
    )
)

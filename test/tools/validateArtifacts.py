"""Checks artifacts by the JSON schemas of dbt-core, made by dbt-core itself as the published ones are:
python validateArtifacts.py TARGET. Prints JSON: what does not fit, and how many records
were looked at."""

import json
import pathlib
import sys

import jsonschema
from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.run import RunResultsArtifact
from dbt_semantic_interfaces.implementations.semantic_manifest import PydanticSemanticManifest

SCHEMAS = {
    "manifest.json": WritableManifest,
    "run_results.json": RunResultsArtifact,
    "catalog.json": CatalogArtifact,
    "sources.json": FreshnessExecutionResultArtifact,
}

target = pathlib.Path(sys.argv[1])


problems, counts = [], {}
for name, artifact in SCHEMAS.items():
    schema = artifact.json_schema()
    data = json.loads((target / name).read_text())
    counts[name] = sum(len(part) for part in data.values() if isinstance(part, (dict, list)))
    for error in jsonschema.Draft202012Validator(schema).iter_errors(data):
        reason = jsonschema.exceptions.best_match([error])
        problems.append(f"{name}: {'/'.join(map(str, error.absolute_path))}: {reason.message[:300]}")
# This one has a reader instead of a schema; it raises what is wrong.
semantic = PydanticSemanticManifest.parse_raw((target / "semantic_manifest.json").read_text())
print(json.dumps({"problems": problems, "counts": counts}))

"""The assets that dagster-dbt makes of a project's manifest: python loadDagsterAssets.py PROJECT. Prints JSON.

PROJECT/target holds the manifest; the semantic manifest beside it is read by the library that dbt itself uses for it.
"""

import json
import pathlib
import sys

import dagster
from dagster_dbt import dbt_assets
from dbt_semantic_interfaces.implementations.semantic_manifest import PydanticSemanticManifest

target = pathlib.Path(sys.argv[1]) / "target"


@dbt_assets(manifest=target / "manifest.json")
def shop(context):
    raise NotImplementedError("only loaded")


specs = {spec.key.to_user_string(): spec for spec in shop.specs}
semantic = PydanticSemanticManifest.parse_raw((target / "semantic_manifest.json").read_text())
dagster.Definitions(assets=[shop]).resolve_asset_graph()
print(
    json.dumps(
        {
            "assets": {
                key: {
                    "deps": sorted(dep.asset_key.to_user_string() for dep in spec.deps),
                    "description": (spec.description or "").split("\n")[0],
                    "columns": sorted(
                        column.name for column in getattr(spec.metadata.get("dagster/column_schema"), "columns", [])
                    ),
                    "tags": sorted(tag for tag in spec.tags if not tag.startswith("dagster")),
                }
                for key, spec in specs.items()
            },
            "checks": sorted(f"{spec.asset_key.to_user_string()}: {spec.name}" for spec in shop.check_specs),
            "semantic": {
                "models": [model.name for model in semantic.semantic_models],
                "metrics": [metric.name for metric in semantic.metrics],
                "time_spines": len(semantic.project_configuration.time_spines),
            },
        },
        sort_keys=True,
    )
)

"""example-project as an Airflow DAG by Cosmos: rendered from SHOP_PROJECT's manifest, run through SHOP_EXECUTABLE."""

import datetime
import os

from cosmos import DbtDag, ExecutionConfig, InvocationMode, LoadMode, ProfileConfig, ProjectConfig, RenderConfig
from cosmos.constants import TestBehavior

project = os.environ["SHOP_PROJECT"]

dag = DbtDag(
    dag_id="shop",
    schedule=None,
    start_date=datetime.datetime(2024, 1, 1),
    catchup=False,
    project_config=ProjectConfig(
        dbt_project_path=project, manifest_path=f"{project}/target/manifest.json", project_name="shop"
    ),
    profile_config=ProfileConfig(
        profile_name="shop", target_name="dev", profiles_yml_filepath=f"{project}/profiles.yml"
    ),
    execution_config=ExecutionConfig(
        dbt_executable_path=os.environ["SHOP_EXECUTABLE"], invocation_mode=InvocationMode.SUBPROCESS
    ),
    render_config=RenderConfig(load_method=LoadMode.DBT_MANIFEST, test_behavior=TestBehavior.AFTER_ALL),
)

import pandas as pd


def helper(x):
    return x


def model(dbt, session):
    dbt.config(materialized="table", packages=["numpy==1.26", "pandas"], tags=["py"])
    df = dbt.ref("orders")
    other = dbt.ref("extras", "base")
    src = dbt.source("s", "t")
    threshold = dbt.config.get("threshold")
    other_c = dbt.config.get("other", 3)
    if dbt.is_incremental:
        pass
    return df

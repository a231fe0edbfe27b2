"""The tasks that Cosmos renders, and how they ended: python renderCosmos.py DAG_FOLDER [AIRFLOW_DB]. Prints JSON.

Without AIRFLOW_DB (the SQLite file of a `dags test`) only what is rendered.
"""

import json
import sqlite3
import sys

sys.path.insert(0, sys.argv[1])
from shopDag import dag  # noqa: E402

tasks = {task.task_id: sorted(task.upstream_task_ids) for task in dag.tasks}
states = {}
if len(sys.argv) > 2:
    with sqlite3.connect(sys.argv[2]) as database:
        states = dict(database.execute("select task_id, state from task_instance"))
print(json.dumps({"tasks": tasks, "states": states}, sort_keys=True))

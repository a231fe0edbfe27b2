"""Records the events of dbt's structured log for the commands below: python record.py DBT. Writes dbt.json beside it.

For each event name: its code, its levels, and the keys of its data; of node_info and run_result their own keys too.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PROFILE = "shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb, threads: 1}}}\n"
COMMANDS = [["build"], ["run", "--select", "totals"], ["run", "--fail-fast"], ["show", "--select", "orders"], ["compile", "--select", "totals"],
            ["list", "--select", "nothing_like_it"], ["ls"], ["retry"]]
NESTED = ["node_info", "run_result"]


def main(dbt):
    events = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for path, text in json.loads((HERE / "project.json").read_text()).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        (folder / "profiles.yml").write_text(PROFILE)
        for words in COMMANDS:
            done = subprocess.run([dbt, *words, "--log-format", "json", "--log-level", "debug"], cwd=folder, capture_output=True, text=True)
            for line in done.stdout.splitlines():
                event = json.loads(line)
                info, data = event["info"], event["data"]
                known = events.setdefault(info["name"], {"code": info["code"], "levels": [], "keys": []})
                known["levels"] = sorted({*known["levels"], info["level"]})
                keys = [*data, *(f"{key}.{inner}" for key in NESTED for inner in data.get(key) or {})]
                known["keys"] = sorted({*known["keys"], *keys})
    version = subprocess.run([dbt, "--version"], capture_output=True, text=True).stdout.split("installed:")[1].split()[0]
    golden = {"dbt": version, "commands": COMMANDS, "events": dict(sorted(events.items()))}
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(event)}" for name, event in golden["events"].items())
    (HERE / "dbt.json").write_text(f'{{\n  "dbt": "{version}",\n  "commands": {json.dumps(COMMANDS)},\n  "events": {{\n{lines}\n  }}\n}}\n')


main(sys.argv[1])

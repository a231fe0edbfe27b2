"""Records what PyYAML's safe loader makes of each text in yamlTexts.json, as ../fixtures/yaml.json.

Run with a Python that has PyYAML:  python recordYaml.py
"""
import datetime
import json
import pathlib

import yaml

HERE = pathlib.Path(__file__).parent


def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, datetime.datetime):
        return {"datetime": str(value)}
    if isinstance(value, datetime.date):
        return {"date": str(value)}
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    raise TypeError(type(value))


def record(text):
    try:
        return {"text": text, "value": encode(yaml.safe_load(text))}
    except (yaml.YAMLError, ValueError, LookupError) as error:
        return {"text": text, "error": type(error).__name__}


texts = json.loads((HERE / "yamlTexts.json").read_text(encoding="utf8"))
cases = [record(text) for text in texts]
lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(HERE.parent / "fixtures" / "yaml.json").write_text(f"[\n{lines}\n]\n", encoding="utf8")
print(len(cases), "cases,", sum("error" in case for case in cases), "of them errors")

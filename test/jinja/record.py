"""Records what Jinja2 makes of the templates in templates/*.txt, into recorded/*.json.

Run by hand with a Python that has dbt-core: `python record.py`. One template a line; `⏎` stands for a line end, `␍` for a
carriage return; lines that begin with `#!` are comments. Files named dbt-*.txt are rendered by dbt's own functions
(native for YAML values, silent for bodies while parsing); the others by the sandboxed environment that dbt uses.
"""
import json
import pathlib
import sys

from jinja2.sandbox import SandboxedEnvironment

HERE = pathlib.Path(__file__).parent


def variables():
    return {
        "l": [1, 2, 3],
        "d": {"a": 1, "b": "two"},
        "rows": [
            {"name": "x", "n": 2, "tags": ["p"]},
            {"name": "Y", "n": 1, "tags": []},
            {"name": "x", "n": 3, "tags": ["q", "r"]},
        ],
        "words": ["banana", "Apple", "cherry", "apple"],
        "nested": {"a": {"b": [{"c": 5}]}},
        "big": 2**70,
        "f": 2.5,
        "s": "Hello World",
        "t": (1, "a", None),
        "x": 5,
        "y": "q",
        "empty": "",
        "nothing": None,
        "yes": True,
    }


def plain(template):
    env = SandboxedEnvironment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    env.filters.update({name: lambda x: x for name in ("as_text", "as_bool", "as_native", "as_number")})
    env.filters["is_list"] = lambda x: isinstance(x, list)
    return env.from_string(template).render(variables())


def described(value):
    return {"type": type(value).__name__.replace("Marker", "").replace("Native", "str"), "repr": repr(value)}


def native(template):
    from dbt.clients.jinja import get_rendered

    return described(get_rendered(template, variables(), native=True))


def silent(template):
    from dbt.clients.jinja import get_rendered

    return get_rendered(template, variables(), capture_macros=True)


RENDERERS = {"dbt-native": native, "dbt-silent": silent}


def record(file):
    render = RENDERERS.get(file.stem, plain)
    cases = []
    for line in file.read_text(encoding="utf8").splitlines():
        if not line or line.startswith("#!"):
            continue
        template = line.replace("⏎", "\n").replace("␍", "\r")
        case = {"template": template}
        try:
            case["expect"] = render(template)
        except Exception as error:  # noqa: BLE001
            case["error"] = f"{type(error).__name__}: {error}"
        cases.append(case)
    return cases


for file in sorted((HERE / "templates").glob("*.txt")):
    if len(sys.argv) > 1 and file.stem not in sys.argv[1:]:
        continue
    out = HERE / "recorded" / f"{file.stem}.json"
    out.write_text(json.dumps(record(file), ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    print(out.name)

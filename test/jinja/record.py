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


def with_macros(text):
    """`macros ➜ template`: each macro compiled alone, seeing the others through the context, as dbt does."""
    from types import SimpleNamespace

    from dbt.clients.jinja import MacroGenerator, get_rendered
    from dbt_common.clients.jinja import extract_toplevel_blocks, parse
    from dbt_common.exceptions.macros import MacroReturn

    def give_back(data):
        raise MacroReturn(data)

    def names_of(block):
        import jinja2

        for node in parse(block.full_block).find_all(jinja2.nodes.Macro):
            yield node.name.replace("dbt_macro__", "", 1)

    macros, template = text.split("➜")
    context = {**variables(), "return": give_back}
    kinds = {"macro", "materialization", "test"}
    for block in extract_toplevel_blocks(macros, allowed_blocks=kinds, collect_raw_data=False):
        for name in names_of(block):
            macro = SimpleNamespace(name=name, macro_sql=block.full_block, unique_id=name)
            context[name] = MacroGenerator(macro, context)
    return get_rendered(template, context)


def blocks(text):
    from dbt_common.clients.jinja import extract_toplevel_blocks

    kinds = {"macro", "materialization", "test", "data_test", "docs", "snapshot"}
    return [
        {"type": b.block_type_name, "name": b.block_name, "contents": b.contents, "source": b.full_block}
        for b in extract_toplevel_blocks(text, allowed_blocks=kinds, collect_raw_data=False)
    ]


RENDERERS = {"dbt-native": native, "dbt-silent": silent, "dbt-macros": with_macros, "dbt-blocks": blocks}


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

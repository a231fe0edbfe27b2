"""Three projects for selection, each in the state before a change and after it, as {path: text}."""

import random

LAYERS = ["staging", "intermediate", "marts"]
TAGS = ["nightly", "hourly", "pii", "finance", "core_tag"]
MATERIALIZED = ["view", "table", "incremental", "ephemeral"]


def make(seed):
    """(before, after) of the project that the seed gives."""
    before = Builder(seed).files()
    after = Builder(seed).files()
    change(after, random.Random(seed * 7))
    return before, after


class Builder:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.name = ["shop", "fleet", "clinic"][seed % 3]
        self.written = {}
        self.models = {layer: [] for layer in LAYERS}

    def files(self):
        self.project_file()
        self.sources()
        self.seeds()
        self.layers()
        self.versions()
        self.snapshots()
        self.singular_tests()
        self.semantics()
        self.exposures()
        self.package()
        self.selectors()
        return self.written

    def project_file(self):
        self.written["dbt_project.yml"] = f"""name: {self.name}
version: '1.0'
config-version: 2
profile: selection
flags: {{send_anonymous_usage_stats: false}}
model-paths: [models]
vars: {{prefix: x}}
models:
  {self.name}:
    staging: {{+materialized: view, +tags: [nightly]}}
    intermediate:
      +materialized: ephemeral
      +meta: {{owner: platform, level: 2, flags: {{critical: true}}}}
    marts:
      +materialized: table
      +schema: marts
      core: {{+tags: [core_tag, pii]}}
  extras: {{+tags: [from_package]}}
seeds:
  {self.name}: {{+tags: seeded}}
"""
        self.written["packages.yml"] = "packages:\n  - local: local/extras\n"
        self.written["macros/helpers.sql"] = (
            "{% macro cents(column) %}({{ column }} * 100){% endmacro %}\n"
            "{% macro doubled(column) %}({{ cents(column) }} * 2){% endmacro %}\n"
            "{% test positive(model, column_name, floor=0) %}\n"
            "select * from {{ model }} where {{ column_name }} <= {{ floor }}\n{% endtest %}\n"
        )

    def sources(self):
        tables = "\n".join(
            f"""      - name: {table}
        loaded_at_field: id
        config: {{tags: [{self.random.choice(TAGS)}], meta: {{sla: {i}}}}}
        columns: [{{name: id, data_tests: [not_null]}}]"""
            for i, table in enumerate(["orders", "customers", "events", "items"])
        )
        self.written["models/staging/_sources.yml"] = f"""sources:
  - name: raw
    schema: main
    freshness: {{warn_after: {{count: 1, period: day}}}}
    tables:
{tables}
  - name: crm
    config: {{tags: [hourly]}}
    tables: [{{name: orders}}, {{name: leads}}]
"""

    def seeds(self):
        for name in ["countries", "rates"]:
            self.written[f"seeds/{name}.csv"] = f"id,label\n1,{name}\n2,b\n"
        self.written["seeds/_seeds.yml"] = """seeds:
  - name: countries
    config: {tags: [reference], persist_docs: {relation: true}}
    description: all countries
    columns: [{name: id, data_tests: [unique]}]
"""

    def layers(self):
        counts = {"staging": 8, "intermediate": 6, "marts": 8}
        for layer in LAYERS:
            for i in range(counts[layer]):
                self.model(layer, i)
        for layer in LAYERS:
            self.properties(layer)

    def model(self, layer, i):
        rand = self.random
        short = {"staging": "stg", "intermediate": "int", "marts": rand.choice(["fct", "dim"])}[layer]
        name = f"{short}_{['orders', 'customers', 'events', 'items', 'leads', 'rates', 'days', 'visits'][i]}"
        folder = f"models/{layer}" + (f"/{rand.choice(['core', 'finance'])}" if layer == "marts" else "")
        if layer == "staging":
            parents = [rand.choice(["source('raw', 'orders')", "source('raw', 'events')", "source('crm', 'leads')",
                                    "ref('countries')", "ref('rates')", "source('raw', 'customers')"])]
        else:
            below = self.models[LAYERS[LAYERS.index(layer) - 1]]
            parents = [f"ref('{each}')" for each in rand.sample(below, 2)]
            if self.models[layer] and rand.random() < 0.4 and layer == "marts":
                parents.append(f"ref('{rand.choice(self.models[layer])}')")
        config = []
        if rand.random() < 0.3:
            config.append(f"tags={rand.sample(TAGS, 2)!r}")
        if layer == "marts" and rand.random() < 0.4:
            config.append(f"materialized={rand.choice(['incremental', 'view', 'table'])!r}")
        if rand.random() < 0.3:
            config.append("meta={'owner': 'team', 'contains': ['pii', 'money'], 'score': 1.5}")
        head = "{{ config(" + ", ".join(config) + ") }}\n" if config else ""
        selects = "\nunion all\n".join(f"select {{{{ cents('id') if {i} % 2 else 'id' }}}} as id from {{{{ {each} }}}}"
                                      for each in parents)
        self.written[f"{folder}/{name}.sql"] = head + selects + "\n"
        self.models[layer].append(name)

    def properties(self, layer):
        rand = self.random
        entries = []
        for name in self.models[layer]:
            tests = rand.sample(["not_null", "unique", "positive",
                                 "{positive: {arguments: {floor: -1}, config: {severity: warn, tags: [slow]}}}"], 2)
            group = f", group: {rand.choice(['finance', 'ops'])}, access: {rand.choice(['public', 'protected']) if layer == 'marts' else 'protected'}"
            given = f"config: {{meta: {{n: {rand.randint(1, 3)}}}{group if layer != 'staging' else ''}}}"
            relation = ""
            if layer == "marts":
                other = rand.choice(self.models["staging"])
                relation = f", {{relationships: {{arguments: {{to: ref('{other}'), field: id}}}}}}"
            entries.append(f"""  - name: {name}
    description: about {name}
    {given}
    columns:
      - name: id
        description: key
        data_tests: [{', '.join(tests)}{relation}]""")
        units = ""
        if layer == "marts":
            tested = [name for name in self.models[layer]][:2]
            units = "\nunit_tests:\n" + "\n".join(
                f"""  - name: {name}_adds_up
    model: {name}
    config: {{tags: [{rand.choice(TAGS)}]}}
    given: {self.givens(name)}
    expect: {{rows: []}}"""
                for name in tested
            )
        self.written[f"models/{layer}/_{layer}.yml"] = "models:\n" + "\n".join(entries) + units + "\n"
        if layer == "marts":
            self.written["models/groups.yml"] = (
                "groups:\n  - {name: finance, owner: {name: f}}\n  - {name: ops, owner: {name: o}}\n"
            )

    def givens(self, name):
        import re

        text = next(text for path, text in self.written.items() if path.endswith(f"/{name}.sql"))
        return "[" + ", ".join(f"{{input: \"ref('{each}')\", rows: []}}" for each in
                               dict.fromkeys(re.findall(r"ref\('(\w+)'\)", text))) + "]"

    def versions(self):
        self.written["models/marts/people_v1.sql"] = "select id from {{ ref('stg_orders') }}\n"
        self.written["models/marts/people_v2.sql"] = "select id from {{ ref('stg_customers') }}\n"
        self.written["models/marts/people_next.sql"] = "select id from {{ ref('people', v=2) }}\n"
        self.written["models/marts/uses_people.sql"] = (
            "select id from {{ ref('people') }} union all select id from {{ ref('people', v=1) }}\n"
        )
        self.written["models/marts/_people.yml"] = """models:
  - name: people
    latest_version: 2
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: integer, data_tests: [unique]}]
    versions: [{v: 1}, {v: 2}, {v: 3, defined_in: people_next, config: {tags: [preview]}}]
"""

    def snapshots(self):
        self.written["snapshots/orders_history.yml"] = """snapshots:
  - name: orders_history
    relation: ref('stg_orders')
    config: {strategy: check, unique_key: id, check_cols: all, tags: [history]}
"""
        self.written["snapshots/rates_history.sql"] = (
            "{% snapshot rates_history %}{{ config(strategy='check', unique_key='id', check_cols='all', schema='snaps') }}"
            "select * from {{ ref('rates') }}{% endsnapshot %}\n"
        )
        self.written["models/marts/from_history.sql"] = "select id from {{ ref('orders_history') }}\n"

    def singular_tests(self):
        one, two = self.random.sample(self.models["marts"], 2)
        self.written["tests/two_marts_agree.sql"] = f"select 1 from {{{{ ref('{one}') }}}}, {{{{ ref('{two}') }}}} where false\n"
        self.written["tests/sub/no_leads.sql"] = "{{ config(tags=['slow'], severity='warn') }}select * from {{ source('crm', 'leads') }} where false\n"
        self.written["analyses/ad_hoc.sql"] = f"select * from {{{{ ref('{one}') }}}}\n"

    def semantics(self):
        self.written["models/metrics/days.sql"] = "select cast('2024-01-01' as date) as date_day\n"
        self.written["models/metrics/visits.sql"] = (
            "select id, cast('2024-01-01' as date) as at, 1 as amount from {{ ref('stg_events') }}\n"
        )
        self.written["models/metrics/_metrics.yml"] = """models:
  - name: days
    time_spine: {standard_granularity_column: date_day}
    columns: [{name: date_day, granularity: day}]
  - name: visits
semantic_models:
  - name: visits_semantic
    model: ref('visits')
    defaults: {agg_time_dimension: at}
    entities: [{name: visit, type: primary, expr: id}]
    dimensions: [{name: at, type: time, type_params: {time_granularity: day}}]
    measures: [{name: total_amount, agg: sum, expr: amount}, {name: visit_count, agg: sum, expr: "1"}]
metrics:
  - name: amount
    label: amount
    type: simple
    config: {tags: [kpi], group: finance}
    type_params: {measure: total_amount}
  - name: visit_number
    label: visits
    type: simple
    type_params: {measure: visit_count}
  - name: amount_per_visit
    label: ratio
    type: ratio
    config: {meta: {owner: kpi}}
    type_params: {numerator: amount, denominator: visit_number}
saved_queries:
  - name: weekly
    config: {tags: [kpi]}
    query_params: {metrics: [amount_per_visit], group_by: ["TimeDimension('visit__at', 'week')"]}
"""

    def exposures(self):
        one, two, three = self.random.sample(self.models["marts"], 3)
        self.written["models/exposures/_exposures.yml"] = f"""exposures:
  - name: board
    type: dashboard
    owner: {{name: a, email: a@b.c}}
    config: {{tags: [weekly_board], meta: {{tier: 1}}}}
    depends_on: ["ref('{one}')", "ref('{two}')", "metric('amount')"]
  - name: export
    type: application
    owner: {{email: a@b.c}}
    depends_on: ["ref('{three}')", "source('crm', 'orders')"]
"""

    def package(self):
        files = {
            "dbt_project.yml": "name: extras\nversion: '1.0'\nconfig-version: 2\nmodels: {extras: {+materialized: view}}\n",
            "models/calendar/extra_days.sql": "select 1 as id\n",
            "models/extra_orders.sql": "{{ config(tags=['nightly']) }}select id from {{ ref('extra_days') }}\n",
            "models/_extras.yml": "models:\n  - name: extra_orders\n    columns: [{name: id, data_tests: [unique]}]\n",
            "macros/extra.sql": "{% macro one() %}1{% endmacro %}\n",
        }
        for path, text in files.items():
            self.written[f"local/extras/{path}"] = text
        self.written["models/marts/core/uses_extras.sql"] = (
            "{{ config(enabled=true) }}select id, {{ extras.one() }} as one from {{ ref('extras', 'extra_orders') }}\n"
        )
        self.written["models/marts/core/off.sql"] = "{{ config(enabled=false) }}select 1 as id\n"

    def selectors(self):
        mart = self.random.choice(self.models["marts"])
        self.written["selectors.yml"] = f"""selectors:
  - name: by_text
    definition: "tag:nightly,config.materialized:view"
  - name: by_mapping
    definition: {{tag: pii}}
  - name: with_family
    description: all around one model
    definition:
      method: fqn
      value: {mart}
      parents: true
      parents_depth: 2
      children: true
      indirect_selection: cautious
  - name: unions
    definition:
      union:
        - {{method: path, value: models/staging}}
        - intersection:
            - {{method: tag, value: core_tag}}
            - {{method: config.materialized, value: table, children: true}}
        - exclude:
            - {{method: tag, value: hourly}}
            - stg_orders
  - name: inherits
    definition:
      union:
        - {{method: selector, value: unions}}
        - {{method: selector, value: by_mapping, childrens_parents: true}}
        - exclude: [{{method: resource_type, value: test}}]
  - name: tests_of_marts
    definition:
      intersection:
        - {{method: test_type, value: generic}}
        - {{method: fqn, value: marts, indirect_selection: buildable}}
  - name: lean
    definition:
      method: tag
      value: nightly
      indirect_selection: empty
  - name: whole_package
    definition: {{method: package, value: extras}}
"""


def change(files, rand):
    """What a pull request does."""
    marts = sorted(path for path in files if path.startswith("models/marts/") and path.endswith(".sql"))
    staging = sorted(path for path in files if path.startswith("models/staging/") and path.endswith(".sql"))
    body, config, gone = rand.sample([path for path in marts if "people" not in path and "uses" not in path
                                      and "off" not in path and "history" not in path], 3)
    files[body] += "-- changed\n"
    files[config] = "{{ config(materialized='view', alias='renamed') }}\n" + "\n".join(
        line for line in files[config].split("\n") if "config(" not in line)
    files[staging[0]] += "union all select 0\n"
    files["models/marts/core/brand_new.sql"] = "select id from {{ ref('%s') }}\n" % staging[1].split("/")[-1][:-4]
    files["seeds/rates.csv"] += "3,c\n"
    files["seeds/_seeds.yml"] = files["seeds/_seeds.yml"].replace("all countries", "every country")
    files["macros/helpers.sql"] = files["macros/helpers.sql"].replace("* 100", "* 1000")
    files["models/marts/_people.yml"] = files["models/marts/_people.yml"].replace(
        "data_tests: [unique]}]", "data_tests: [unique]}, {name: note, data_type: text}]")
    files["models/staging/_sources.yml"] = files["models/staging/_sources.yml"].replace(
        "{name: leads}", "{name: leads, identifier: leads_table}, {name: calls}")
    files["models/exposures/_exposures.yml"] = files["models/exposures/_exposures.yml"].replace(
        "type: application", "type: notebook")
    files["models/metrics/_metrics.yml"] = files["models/metrics/_metrics.yml"].replace(
        "measure: visit_count", "measure: total_amount")
    files["models/marts/_marts.yml"] = files["models/marts/_marts.yml"].replace(
        "severity: warn", "severity: error", 1).replace("rows: []", "rows: [{id: 1}]", 1)
    files["models/staging/_staging.yml"] = files["models/staging/_staging.yml"].replace(
        "about stg_events", "events of all kinds")
    files["tests/sub/no_leads.sql"] += "and 1 = 1\n"
    files["snapshots/orders_history.yml"] = files["snapshots/orders_history.yml"].replace("check_cols: all", "check_cols: [id]")
    files["local/extras/models/calendar/extra_days.sql"] = "select 2 as id\n"
    files["dbt_project.yml"] = files["dbt_project.yml"].replace("+schema: marts", "+schema: \"{{ 'marts' }}\"")
    del gone

{#- The name by which Python code loads an input. -#}
{%- macro resolve_model_name(input_model_name) -%}
  {{ adapter.dispatch('resolve_model_name', 'dbt')(input_model_name) }}
{%- endmacro %}

{%- macro default__resolve_model_name(input_model_name) -%}
  {{ input_model_name | string }}
{%- endmacro %}

{%- macro build_ref_function(model) -%}
  {%- set names = {} -%}
  {%- for wanted in model.refs -%}
    {%- set arguments = [wanted.package, wanted.name] if wanted.get('package') else [wanted.name] -%}
    {%- set key = arguments | join('.') -%}
    {%- set version = wanted.get('version') -%}
    {%- if version is not none -%}
      {%- do names.update({key ~ '.v' ~ version: resolve_model_name(ref(*arguments, v=version))}) -%}
    {%- else -%}
      {%- do names.update({key: resolve_model_name(ref(*arguments))}) -%}
    {%- endif -%}
  {%- endfor -%}
_refs = {{ names }}

def ref(*names, v=None, version=None, dbt_load_df_function=None):
    chosen = v if v is not None else version
    return dbt_load_df_function(_refs['.'.join(names) + ('' if chosen is None else f'.v{chosen}')])
{%- endmacro %}

{%- macro build_source_function(model) -%}
  {%- set names = {} -%}
  {%- for wanted in model.sources -%}
    {%- do names.update({wanted | join('.'): resolve_model_name(source(*wanted))}) -%}
  {%- endfor -%}
_sources = {{ names }}

def source(*names, dbt_load_df_function=None):
    return dbt_load_df_function(_sources['.'.join(names)])
{%- endmacro %}

{#- Only the configurations that the code asks for: their values become part of the code. -#}
{%- macro build_config_dict(model) -%}
  {%- set configured = model['config'] -%}
  {%- set values, meta_values = {}, {} -%}
  {%- for key in configured.get('config_keys_used') or [] -%}
    {%- set default = (configured.get('config_keys_defaults') or [])[loop.index0] -%}
    {%- do values.update({key: 'python' if key == 'language' else configured.get(key, default)}) -%}
  {%- endfor -%}
  {%- for key in configured.get('meta_keys_used') or [] -%}
    {%- set default = (configured.get('meta_keys_defaults') or [])[loop.index0] -%}
    {%- do meta_values.update({key: (configured.get('meta') or {}).get(key, default)}) -%}
  {%- endfor -%}
config_dict = {{ values }}
meta_dict = {{ meta_values }}
{%- endmacro %}

{#- Where an engine's way of running the code is explained. -#}
{%- macro py_script_comment() -%}
{%- endmacro %}

{#- What is put behind a Python model's code, so that a runner can call model(dbtObj(load), session). -#}
{%- macro py_script_postfix(model) -%}
# ---- generated: what model() gets as its first argument ----

{{ build_ref_function(model) }}


{{ build_source_function(model) }}


{{ build_config_dict(model) }}


class config:
    """dbt.config(...) was read when the project was parsed; dbt.config.get(key) answers from the result."""

    def __init__(self, *args, **kwargs):
        self.get = config.get

    get = staticmethod(lambda key, default=None: config_dict.get(key, default))
    meta_get = staticmethod(lambda key, default=None: meta_dict.get(key, default))


class this:
    database, schema, identifier = {{ [this.database, this.schema, this.identifier] }}

    def __repr__(self):
        return {{ (resolve_model_name(this),) }}[0]


class dbtObj:
    def __init__(self, load_df_function):
        self.ref = lambda *names, **options: ref(*names, **options, dbt_load_df_function=load_df_function)
        self.source = lambda *names: source(*names, dbt_load_df_function=load_df_function)
        self.config = config
        self.this = this()
        self.is_incremental = {{ is_incremental() }}

{{ py_script_comment() }}
{%- endmacro %}

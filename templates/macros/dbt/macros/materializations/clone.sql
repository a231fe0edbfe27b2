{%- materialization clone, default -%}
  {%- if not defer_relation -%}
    {{ log(model.unique_id ~ ' is not in the manifest of --state: nothing to clone', info=True) }}
    {{ return({'relations': []}) }}
  {%- endif -%}

  {%- set existing = load_cached_relation(this) -%}
  {%- set itself = defer_relation.render() == this.render() -%}
  {%- if itself and not existing -%}
    {%- do exceptions.raise_compiler_error(this.render() ~ ' is what would be cloned, but it does not exist: build it first') -%}
  {%- elif itself or (existing and not flags.FULL_REFRESH) -%}
    {{ log('Relation ' ~ existing.render() ~ ' already exists', info=True) }}
    {{ return({'relations': [existing]}) }}
  {%- endif -%}

  {%- set origin = load_cached_relation(defer_relation) -%}
  {%- if origin and origin.type == 'table' and can_clone_table() -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- if existing is not none and not existing.is_table -%}
      {%- do drop_relation_if_exists(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
      {{ create_or_replace_clone(target, defer_relation) }}
    {%- endcall -%}
    {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
    {%- do persist_docs(target, model) -%}
    {{ return({'relations': [target]}) }}
  {%- endif -%}

  {#- An engine without cheap copies points at the other environment. -#}
  {%- set target = this.incorporate(type='view') -%}
  {%- set outdated = xform_build_relation(existing, target, 'select * from ' ~ defer_relation.render()) -%}
  {%- do apply_grants(target, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) -%}
  {%- do persist_docs(target, model) -%}
  {%- do adapter.commit() -%}
  {%- do drop_relation_if_exists(outdated) -%}
  {{ return({'relations': [target]}) }}
{%- endmaterialization %}

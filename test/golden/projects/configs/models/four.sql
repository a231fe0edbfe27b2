{{- config(schema=None, alias='Four', materialized='incremental', incremental_strategy='delete+insert', packages=['numpy'], static_analysis='off') -}}
select 1 from {{ this }} {% if not execute %}-- {{ ref('two') }}{% endif %}

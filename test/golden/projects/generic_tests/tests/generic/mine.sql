{% test everything(model, column_name, a=none, b=none, to=none, field=none, expression='1=1') %}
  {{ config(severity='warn', tags=['from_macro'], meta={'m': 1}) }}
  select * from {{ model }} where not ({{ expression }})
  {% if to %} and {{ column_name }} in (select {{ field }} from {{ to }}){% endif %}
{% endtest %}
{% test model_level(model, combination) %}
  select {{ combination | join(', ') }} from {{ model }} where {{ helper() }}
{% endtest %}
{% test refs_inside(model) %}
  select * from {{ model }}, {{ ref('b') }}
{% endtest %}

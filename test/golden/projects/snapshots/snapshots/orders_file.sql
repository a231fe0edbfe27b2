Text outside.
{% snapshot orders_snapshot %}
{{ config(strategy='timestamp', unique_key='id', updated_at='updated_at') }}
select * from {{ ref('m') }}
{% endsnapshot %}

{% snapshot second_snapshot %}
    {{ config(strategy='check', unique_key=['id', 'k'], check_cols='all', target_schema='other', alias='second_alias') }}
    select 1 as id, 2 as k
{% endsnapshot %}

{% snapshot snap %}{{ config(strategy='check', unique_key='id', check_cols=['id']) }}select * from {{ ref('on') }}{% endsnapshot %}

select date_day from {{ ref('time_spine') }}

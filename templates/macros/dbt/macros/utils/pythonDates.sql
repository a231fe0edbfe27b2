{#- Dates in Jinja, without the database. -#}
{%- macro convert_datetime(date_str, date_fmt) -%}
  {%- set parsed = try_or_compiler_error(
      "'" ~ date_str ~ "' is not a date of the form '" ~ date_fmt ~ "'",
      modules.datetime.datetime.strptime, date_str | string, date_fmt) -%}
  {%- do return(parsed) -%}
{%- endmacro %}

{%- macro dates_in_range(start_date_str, end_date_str=none, in_fmt='%Y%m%d', out_fmt='%Y%m%d') -%}
  {%- set first = convert_datetime(start_date_str, in_fmt) -%}
  {%- set last = convert_datetime(start_date_str if end_date_str is none else end_date_str, in_fmt) -%}
  {%- set days = (last - first).days -%}
  {%- if days < 0 -%}
    {%- do exceptions.raise_compiler_error('Dates from ' ~ start_date_str ~ ' to ' ~ end_date_str
        ~ ': the end is before the start') -%}
  {%- endif -%}
  {%- set dates = [] -%}
  {%- for number in range(days + 1) -%}
    {%- do dates.append((first + modules.datetime.timedelta(days=number)).strftime(out_fmt)) -%}
  {%- endfor -%}
  {%- do return(dates) -%}
{%- endmacro %}

{#- `20240101` or `20240101,20240131`. -#}
{%- macro partition_range(raw_partition_date, date_fmt='%Y%m%d') -%}
  {%- set parts = (raw_partition_date | string).split(',') -%}
  {%- if parts | length > 2 -%}
    {%- do exceptions.raise_compiler_error("'" ~ raw_partition_date
        ~ "' is neither one date nor two with a comma between") -%}
  {%- endif -%}
  {%- do return(dates_in_range(parts | first, parts | last, in_fmt=date_fmt)) -%}
{%- endmacro %}

{%- macro py_current_timestring() -%}
  {%- do return(modules.datetime.datetime.now().strftime('%Y%m%d%H%M%S%f')) -%}
{%- endmacro %}

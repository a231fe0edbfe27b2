select * from {{ ref('base') }} join {{ source('s', 't') }} using (id) {% if is_incremental() %}where true{% endif %}

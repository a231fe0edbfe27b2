select 1 as id, current_timestamp as updated_at

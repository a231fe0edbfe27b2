select no_such_column from {{ ref('people', v=1) }}

{{ config(severity='error', error_if='>5', warn_if='>0') }}
select * from {{ ref('stg_events') }} where amount < {{ floor_of_loss() }}

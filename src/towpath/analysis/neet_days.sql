-- Days of a window on which each person was NEET and on which their activity was known, from spells, tracked and
-- days_window (see neet_days.py).

with counted as (
    select
        person_id,
        days_window.first_date,
        least(
            days_window.last_date,
            coalesce(left_date, days_window.last_date),
            -- The day before the 18th birthday; 29 February becomes 1 March where there is none.
            coalesce(
                days_after(make_date(year(birth_date) + 18, month(birth_date), 1), day(birth_date) - 2),
                days_window.last_date
            )
        ) as stop_date,
        days_window.last_date
    from tracked cross join days_window
),

shared as (
    select
        counted.person_id,
        status_group,
        days_between(greatest(from_date, first_date), least(coalesce(to_date, stop_date), stop_date)) + 1 as days
    from spells join counted on counted.person_id = spells.person_id
    where from_date <= stop_date and (to_date is null or to_date >= first_date) and first_date <= stop_date
),

summed as (
    select
        person_id,
        sum(case when status_group = 'NEET' then days else 0 end) as neet,
        sum(case when status_group <> 'NOT_KNOWN' then days else 0 end) as known
    from shared
    group by person_id
)

select
    counted.person_id,
    greatest(0, days_between(first_date, stop_date) + 1) as days,
    cast(coalesce(neet, 0) as bigint) as neet,
    cast(coalesce(known, 0) as bigint) as known,
    stop_date < last_date as is_partial
from counted left join summed on summed.person_id = counted.person_id
order by counted.person_id

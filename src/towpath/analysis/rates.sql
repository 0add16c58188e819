-- Month-end counts for each area, from spells, residence and months (see rates.py).
--
-- Nobody meets a grid of months: each stretch adds one in its first month and takes one away in the month after its
-- last, and a running sum does the rest. A stretch that ends within a month is not there at the month's end.

with asked as (
    select min(first_date) as first_date, max(last_date) as last_date from months
),

-- The days on which someone lives in an area and is of academic age 16 or 17, a statement or none.
in_cohort as (
    select
        person_id,
        area,
        greatest(
            residence.from_date,
            asked.first_date,
            make_date(year(birth_date) + 16 + case when month(birth_date) >= 9 then 1 else 0 end, 9, 1)
        ) as from_date,
        least(
            residence.to_date,
            asked.last_date,
            make_date(year(birth_date) + 18 + case when month(birth_date) >= 9 then 1 else 0 end, 8, 31)
        ) as to_date
    from residence cross join asked
),

stretches as (
    select area, 'COHORT' as counted_as, from_date, to_date from in_cohort
    union all
    select
        in_cohort.area,
        spells.status_group as counted_as,
        greatest(in_cohort.from_date, spells.from_date) as from_date,
        least(in_cohort.to_date, coalesce(spells.to_date, in_cohort.to_date)) as to_date
    from spells join in_cohort on in_cohort.person_id = spells.person_id
    where spells.status_group in ('EET', 'NEET', 'OTHER')
      and spells.from_date <= in_cohort.to_date
      and (spells.to_date is null or spells.to_date >= in_cohort.from_date)
),

month_numbers as (
    select
        area,
        counted_as,
        year(from_date) * 12 + month(from_date) as first_month,
        year(days_after(to_date, 1)) * 12 + month(days_after(to_date, 1)) as month_after
    from stretches
    where from_date <= to_date
),

changes as (
    select area, counted_as, first_month as month_number, count(*) as people
    from month_numbers where first_month < month_after group by area, counted_as, first_month
    union all
    select area, counted_as, month_after as month_number, -count(*) as people
    from month_numbers where first_month < month_after group by area, counted_as, month_after
    union all
    -- Every area has every month, even one in which nothing changes.
    select area, 'COHORT' as counted_as, month_number, 0 as people
    from (select distinct area from residence) areas cross join months
),

monthly as (
    select
        area,
        month_number,
        sum(case when counted_as = 'COHORT' then people when counted_as = 'OTHER' then -people else 0 end) as cohort,
        sum(case when counted_as = 'EET' then people else 0 end) as eet,
        sum(case when counted_as = 'NEET' then people else 0 end) as neet
    from changes
    group by area, month_number
),

running as (
    select
        area,
        month_number,
        sum(cohort) over (partition by area order by month_number) as cohort,
        sum(eet) over (partition by area order by month_number) as eet,
        sum(neet) over (partition by area order by month_number) as neet
    from monthly
)

select months.last_date, area, cast(cohort as bigint) as cohort, cast(eet as bigint) as eet, cast(neet as bigint) as neet
from running join months on months.month_number = running.month_number
order by months.last_date, area

-- Spells: the days on which each young person's activity is known. The rule of rules/spells.py and rules/currency.py in
-- one window pass.
--
-- From: statements, activity_terms, question (see spells.py). The same text runs on DuckDB and on Spark; each engine
-- gives its own meaning to the tables' names, days_after(day, n) and days_between(earlier, later).

with known as (
    select
        statements.*,
        greatest(coalesce(verified_date, start_date), start_date) as effective_date,
        with_currency
    from statements cross join question
    -- What was not yet written down, or was already withdrawn, must go before anything is ranked.
    where (known_before is null or recorded_at is null or recorded_at < known_before)
      and (withdrawn_at is null or withdrawn_at >= known_before)
),

with_terms as (
    select
        known.*,
        least(known.effective_date, coalesce(known.end_date, date '9999-12-31')) as rank_date,
        coalesce(activity_terms.status_group, 'NOT_KNOWN') as status_group,
        coalesce(activity_terms.lapse_from, 'not published') as lapse_from,
        activity_terms.lapse_unit,
        activity_terms.lapse_amount,
        activity_terms.capped_by_expected_end,
        case when activity_terms.lapse_from = 'review' then review_date end as counted_review_date
    from known left join activity_terms
      on activity_terms.code = known.code
     and known.effective_date between activity_terms.starts_on and activity_terms.ends_on
),

counting as (
    select
        *,
        coalesce(counted_review_date, effective_date) as counted_from,
        year(coalesce(counted_review_date, effective_date)) * 12 + month(coalesce(counted_review_date, effective_date))
            - 1 + lapse_amount as target_month
    from with_terms
),

lapsing as (
    select
        *,
        case
            when not with_currency or lapse_from = 'none' then null
            when lapse_from = 'not published' then days_after(start_date, -1)
            when lapse_from = 'academic_year_end'
                then make_date(year(effective_date) + case when month(effective_date) >= 9 then 1 else 0 end, 8, 31)
            when lapse_from = 'review' and review_date is null and stated_lapses_date is not null then stated_lapses_date
            when lapse_unit = 'days' then days_after(counted_from, lapse_amount)
            -- The same day of a later month, or that month's last day where there is no such day.
            else least(
                days_after(
                    make_date(cast(floor(target_month / 12.0) as int), target_month % 12 + 1, 1), day(counted_from) - 1
                ),
                last_day(make_date(cast(floor(target_month / 12.0) as int), target_month % 12 + 1, 1))
            )
        end as uncapped_lapses_date
    from counting
),

ending as (
    select
        person_id,
        id,
        code,
        start_date,
        rank_date,
        recorded_at,
        status_group,
        coalesce(end_date, date '9999-12-31') as end_date,
        case when capped_by_expected_end and expected_end_date < uncapped_lapses_date then expected_end_date
             else uncapped_lapses_date end as lapses_date
    from lapsing
),

ranked as (
    select
        *,
        -- Whatever outranks a statement silences it for good from the day it starts.
        min(start_date) over (
            partition by person_id order by rank_date desc, recorded_at desc nulls last, id desc
            rows between unbounded preceding and 1 preceding
        ) as silenced_date
    from ending
),

bounded as (
    select
        *,
        least(
            end_date,
            coalesce(lapses_date, date '9999-12-31'),
            coalesce(days_after(silenced_date, -1), date '9999-12-31')
        ) as last_date
    from ranked
)

select
    person_id,
    start_date as from_date,
    case when last_date < date '9999-12-31' then last_date end as to_date,
    code,
    status_group,
    lapses_date,
    id as statement_id
from bounded
where start_date <= last_date

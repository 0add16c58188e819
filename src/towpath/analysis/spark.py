"""The same SQL text on Spark, for a table that outgrows one machine. PySpark is an extra."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from towpath.analysis.engine import Connection, sql_text
from towpath.analysis.rates import MonthRates

# What Spark calls the words in which two dialects differ.
DIALECT = (
    "create or replace temporary function days_after(day date, days int) returns date return date_add(day, days)",
    "create or replace temporary function days_between(first date, last date) returns int return datediff(last, first)",
)
SPELL_TABLES = ("statements", "activity_terms", "question")
RATE_TABLES = ("residence", "months")


class SparkMissing(Exception):
    """The engine spark was asked for and its extra is not installed."""


def require_spark() -> None:
    """
    Return only where PySpark can be used.

    :raises SparkMissing: the extra is not installed
    """
    if find_spec("pyspark") is None:
        raise SparkMissing("The engine spark needs an extra: install towpath[spark].")


def monthly_rates_on_spark(connection: Connection) -> list[MonthRates]:
    """
    Return the rates that Spark works out from the tables that `build_spells` and `put_months` left in the engine.

    :raises SparkMissing: the extra is not installed
    """
    require_spark()
    session = _session()
    try:
        for table in (*SPELL_TABLES, *RATE_TABLES):
            columns = connection.table(table).to_arrow_table()
            session.createDataFrame(columns).createOrReplaceTempView(table)
        for function in DIALECT:
            session.sql(function)
        session.sql(sql_text("spells")).createOrReplaceTempView("spells")
        rows: list[tuple[date, str, int, int, int]] = session.sql(sql_text("rates")).collect()
    finally:
        session.stop()
    return [
        MonthRates(month_end=month_end, area=area, cohort=cohort, eet=eet, neet=neet)
        for month_end, area, cohort, eet, neet in rows
    ]


def _session() -> Any:
    """Open Spark on this machine, or on the cluster that its own settings name."""
    sql = import_module("pyspark.sql")
    settings = {
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    return sql.SparkSession.builder.appName("towpath").config(map=settings).getOrCreate()

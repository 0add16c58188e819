"""The SQL of what is told of a pair: its score, and a reason for every field."""

from collections.abc import Sequence

from towpath.analysis.linkage.fields import GIVEN, Field
from towpath.analysis.linkage.model import Model
from towpath.analysis.linkage.words import NOT_GIVEN, told

SAID = {"given_name": "said_given", "family_name": "said_family"}


def score_sql(weight: str) -> str:
    """Return the SQL of the probability that a weight in bits comes to."""
    return f"1 / (1 + pow(2, -{weight}))"


def sure_sql(fields: Sequence[Field], model: Model) -> str:
    """
    Return the SQL of whether what agrees in `weighed` may be called sure.

    A given name that differs never may, whatever numbers agree: lists mix up the numbers of twins.
    """
    enough = f"weighed.weight >= {model.sure}"
    return next(
        (f"{enough} and weighed.given_name <> {len(field.conditions) + 1}" for field in fields if field is GIVEN),
        enough,
    )


def reasons_sql(fields: Sequence[Field], pairs: str) -> str:
    """Return the SQL of the reasons of a pair in this table, over its rows `l` and `r`."""
    return f"[{', '.join(_reason(field, pairs) for field in fields)}]"


def _reason(field: Field, pairs: str) -> str:
    levels = enumerate((*field.conditions, "differs"), start=1)
    whens = " ".join(f"when {place} then {_struct(field, level)}" for place, level in levels)
    reason = f"case {pairs}.{field.column} {whens} else {_struct(field, NOT_GIVEN)} end"
    if said := SAID.get(field.name):
        marks = f"{pairs}.{field.column} = 1 and lower({_first('l', field, said)}) <> lower({_first('r', field, said)})"
        return f"case when {marks} then {_struct(field, 'marks')} else {reason} end"
    return reason


def _first(side: str, field: Field, said: str) -> str:
    """Return the SQL of the name compared, as it was said: of the given names only the first is."""
    name = f"trim({side}.{said})"
    return f"split_part({name}, ' ', 1)" if field.name == "given_name" else name


def _struct(field: Field, level: str) -> str:
    verdict, words = told(field.name, level)
    texts = (text.replace("'", "''") for text in (field.name, verdict, words))
    return "{{field: '{}', verdict: '{}', words: '{}'}}".format(*texts)

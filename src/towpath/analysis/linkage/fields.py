"""
What is compared, and how: for each field the levels of agreement as SQL over a row `l` and a row `r`.

The first condition that holds is the level. A side that gives nothing makes the level none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from towpath.analysis.linkage.model import Level, Model

SHORTEST_FOR_A_LETTER = 3
SHORTEST_SHORT_FORM = 3
SIMILAR = 0.88
SIMILAR_OTHER = 0.9
MOSTLY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    One field: its columns, its levels with their conditions, and what to count in the lists for each level without `u`.

    :param name: as a reason names it
    :param weighed_as: the model's name for it
    :param column: the tidied column
    :param counted: by level, the SQL of what two rows have in common there, over a row of either list
    """

    name: str
    weighed_as: str
    column: str
    conditions: dict[str, str]
    counted: dict[str, str]

    @property
    def is_further(self) -> bool:
        """Return whether this is a column that no shipped model knows."""
        return self.column.startswith("other_")

    def levels(self, model: Model) -> list[Level]:
        """Return the model's levels in the order of the conditions, with what is left last."""
        by_name = {level.name: level for level in model.fields[self.weighed_as]}
        return [by_name[name] for name in (*self.conditions, "differs")]

    @property
    def sql(self) -> str:
        """Return the level as a number: 0 where a side gives nothing."""
        whens = " ".join(f"when {test} then {place}" for place, test in enumerate(self.conditions.values(), start=1))
        given = f"l.{self.column} is null or r.{self.column} is null"
        return f"cast(case when {given} then 0 {whens} else {len(self.conditions) + 1} end as utinyint)"


SWAPPED = "l.given_name = r.family_name and l.family_name = r.given_name"


def _letter(column: str) -> str:
    """Return that two values differ by one letter left out, put in, mistaken or changed with its neighbour."""
    longest = f"least(length(l.{column}), length(r.{column})) >= {SHORTEST_FOR_A_LETTER}"
    return f"{longest} and damerau_levenshtein(l.{column}, r.{column}) <= 1"


def _digit(column: str) -> str:
    return f"damerau_levenshtein(cast(l.{column} as varchar), cast(r.{column} as varchar)) = 1"


GIVEN = Field(
    name="given_name",
    weighed_as="given_name",
    column="given_name",
    conditions={
        "agrees": "l.given_name = r.given_name",
        "short_form": f"""variants.one is not null
            or (least(length(l.given_name), length(r.given_name)) >= {SHORTEST_SHORT_FORM}
                and (starts_with(l.given_name, r.given_name) or starts_with(r.given_name, l.given_name)))""",
        "initial": """least(length(l.given_name), length(r.given_name)) = 1
            and left(l.given_name, 1) = left(r.given_name, 1)""",
        "swapped": SWAPPED,
        "middle": """contains(coalesce(r.middle, ''), ' ' || l.given_name || ' ')
            or contains(coalesce(l.middle, ''), ' ' || r.given_name || ' ')""",
        "one_letter": _letter("given_name"),
        "similar": f"jaro_winkler_similarity(l.given_name, r.given_name) >= {SIMILAR}",
    },
    counted={"agrees": "given_name"},
)
FAMILY = Field(
    name="family_name",
    weighed_as="family_name",
    column="family_name",
    conditions={
        "agrees": "l.family_name = r.family_name",
        "part": """l.family_name in (r.family_first, r.family_last) or r.family_name in (l.family_first, l.family_last)
            or l.family_first in (r.family_first, r.family_last) or l.family_last in (r.family_first, r.family_last)""",
        "swapped": SWAPPED,
        "one_letter": _letter("family_name"),
        "similar": f"jaro_winkler_similarity(l.family_name, r.family_name) >= {SIMILAR}",
    },
    counted={"agrees": "family_name"},
)
BORN = Field(
    name="birth_date",
    weighed_as="birth_date",
    column="born",
    conditions={
        "agrees": "l.born = r.born",
        "turned": """l.born // 10000 = r.born // 10000
            and l.born % 100 = r.born // 100 % 100 and l.born // 100 % 100 = r.born % 100""",
        "one_digit": _digit("born"),
        "two_parts": """(l.born // 10000 = r.born // 10000)::int + (l.born // 100 % 100 = r.born // 100 % 100)::int
            + (l.born % 100 = r.born % 100)::int = 2""",
    },
    counted={"agrees": "born", "turned": "born", "one_digit": "born", "two_parts": "born"},
)
POSTCODE = Field(
    name="postcode",
    weighed_as="postcode",
    column="postcode",
    conditions={
        "agrees": "l.postcode = r.postcode",
        "one_letter": "damerau_levenshtein(l.postcode, r.postcode) = 1",
        "sector": "left(l.postcode, -2) = left(r.postcode, -2)",
        "district": "left(l.postcode, -3) = left(r.postcode, -3)",
    },
    counted={
        "agrees": "postcode",
        "one_letter": "postcode",
        "sector": "left(postcode, -2)",
        "district": "left(postcode, -3)",
    },
)
_SHARE = "list_has_any(string_split(l.address, ' '), string_split(r.address, ' '))"
_COMMON = "len(list_intersect(string_split(l.address, ' '), string_split(r.address, ' ')))"
_MOST = "greatest(len(list_distinct(string_split(l.address, ' '))), len(list_distinct(string_split(r.address, ' '))))"
ADDRESS = Field(
    name="address",
    weighed_as="address",
    column="address",
    conditions={
        "agrees_there": "l.address = r.address and l.postcode = r.postcode",
        "agrees": "l.address = r.address",
        "mostly": f"""{_COMMON} >= {MOSTLY} * {_MOST}
            or (length(l.address) >= 8 and damerau_levenshtein(l.address, r.address) <= 2)""",
        "partly": _SHARE,
    },
    counted={"agrees": "address"},
)
GENDER = Field(
    name="gender", weighed_as="gender", column="gender", conditions={"agrees": "l.gender = r.gender"}, counted={}
)
UPN = Field(
    name="upn",
    weighed_as="upn",
    column="upn",
    conditions={"agrees": "l.upn = r.upn", "one_digit": "damerau_levenshtein(l.upn, r.upn) = 1"},
    counted={"agrees": "upn"},
)
ULN = Field(
    name="uln",
    weighed_as="uln",
    column="uln",
    conditions={"agrees": "l.uln = r.uln", "one_digit": "damerau_levenshtein(l.uln, r.uln) = 1"},
    counted={"agrees": "uln"},
)
KNOWN_FIELDS = (GIVEN, FAMILY, BORN, POSTCODE, ADDRESS, GENDER, UPN, ULN)


def other_field(place: int, name: str) -> Field:
    """Return the field of a further column."""
    column = f"other_{place}"
    return Field(
        name=name,
        weighed_as=column,
        column=column,
        conditions={
            "agrees": f"l.{column} = r.{column}",
            "similar": f"{_letter(column)} or jaro_winkler_similarity(l.{column}, r.{column}) >= {SIMILAR_OTHER}",
        },
        counted={"agrees": column, "similar": column},
    )


def fields_of(columns: frozenset[str], others: Sequence[str]) -> tuple[Field, ...]:
    """Return what two lists that share these columns are compared by."""
    named = columns | ({"given_name", "family_name"} if "full_name" in columns else frozenset())
    known = [field for field in KNOWN_FIELDS if field.name in named]
    return (*known, *(other_field(place, name) for place, name in enumerate(others)))

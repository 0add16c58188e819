"""Asking about a great many people at once."""

import json
from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL

A_PAGE = 200


def among(person_ids: Collection[int]) -> Collection[int] | RawSQL:
    """
    Return what `__in` takes for these ids: themselves, or for more than a page of them one parameter with all.

    Of a whole cohort, handing over each id by itself takes longer than everything that the database does with them.
    """
    if len(person_ids) <= A_PAGE:
        return person_ids
    if connection.vendor == "postgresql":
        return RawSQL("select unnest(%s::bigint[])", [list(person_ids)])
    return RawSQL("select value from json_each(%s)", [json.dumps(list(person_ids))])

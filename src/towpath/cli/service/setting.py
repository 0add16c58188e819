"""`towpath setting`: show every choice a council has, or `towpath setting KEY VALUE` to choose one from a day."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from towpath import clock
from towpath.access.models import User
from towpath.cli.service.caller import Caller, CallerError, add_caller_arguments, caller_of
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Setting
from towpath.organisation.queries import Choice, list_choices
from towpath.organisation.setting_keys import SettingRefusedError, in_words, typed

USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Show or change settings and return 0, or 2 where one cannot be so."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.key and given.value is None:
        parser.error(f"give a value for {given.key}, or nothing to see every setting")
    if given.from_date and not given.key:
        parser.error("--from goes with a setting and its value")
    try:
        caller = caller_of(given)
        if not caller.may("settings.change"):
            raise CallerError(f"{given.as_user!r} may not change settings. Ask who may.")
        if given.key:
            _choose(caller, given)
        else:
            _show(caller, as_json=given.json)
    except (CallerError, SettingRefusedError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath setting", description=__doc__)
    parser.add_argument("key", metavar="KEY", nargs="?", default="", help="which setting, such as residence.postcodes")
    parser.add_argument("value", metavar="VALUE", nargs="?", help="what it is to be; yes or no answers a question")
    parser.add_argument(
        "--from", dest="from_date", metavar="DATE", type=date.fromisoformat, help="its first day (default: today)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_caller_arguments(parser)
    return parser


def _choose(caller: Caller, given: argparse.Namespace) -> None:
    chosen = change_setting(
        caller.organisation,
        key=given.key,
        value=typed(given.key, given.value),
        from_date=given.from_date or clock.today(),
        by=caller.by,
        at=clock.now(),
    )
    if given.json:
        print(json.dumps({"key": chosen.key, "value": chosen.value, "from": chosen.from_date.isoformat()}))
    else:
        print(f"{caller.organisation.name}: {_said(chosen.key, chosen.value)} from {chosen.from_date}.")


def _show(caller: Caller, *, as_json: bool) -> None:
    choices = list_choices(caller.organisation, clock.today())
    if as_json:
        print(json.dumps({"settings": [_told(each) for each in choices]}))
        return
    names = dict(User.objects.values_list("public_id", "email"))
    for choice in choices:
        print("\n".join(_lines(choice, names)))


def _lines(choice: Choice, names: dict[str, str]) -> Iterator[str]:
    chosen, key = choice.chosen, choice.key
    since = f"since {chosen.from_date}, by {names.get(chosen.by, chosen.by)}" if chosen else "nobody chose otherwise"
    yield f"{_said(key.key, choice.value)}  ({since})"
    yield f"    {key.words}."
    for each in choice.later:
        yield f"    From {each.from_date}: {in_words(each.value) or 'empty'}, by {names.get(each.by, each.by)}."


def _said(key: str, value: bool | float | str) -> str:
    return f"{key} = {in_words(value) or 'empty'}"


def _told(choice: Choice) -> dict[str, Any]:
    return {
        "key": choice.key.key,
        "value": choice.value,
        "words": choice.key.words,
        "is_default": choice.chosen is None,
        **_dated(choice.chosen),
        "later": [{"value": each.value, **_dated(each)} for each in choice.later],
    }


def _dated(chosen: Setting | None) -> dict[str, str | None]:
    return {"from": chosen.from_date.isoformat() if chosen else None, "by": chosen.by if chosen else None}

"""`towpath demo`: one month of an invented council's participation team, from its lists to its figures."""

import argparse
import os
import shutil
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from towpath.cli.arguments import month as month_argument
from towpath.cli.service.month_end import end_of_month
from towpath.cli.service.serve import free_port, serve
from towpath.cli.service.support_effect import what_support_changed
from towpath.demo.borough import generate
from towpath.demo.families import play_families
from towpath.demo.month import Month, open_month, play_month
from towpath.demo.owed import play_owed
from towpath.demo.privacy import play_privacy
from towpath.demo.referrals import play_referrals
from towpath.demo.school_lists import play_school_lists
from towpath.demo.scoring import held_and_due, score_identity, score_status
from towpath.demo.study import freeze_question, load_kept_lists
from towpath.demo.support import play_support
from towpath.demo.voice import play_voice
from towpath.demo.year import OPENED, can_be_played, play_today, play_year, year_lines
from towpath.imports.summing import sum_of
from towpath.insight.models import Study
from towpath.rules.dates import day_words, month_end

DEFAULT_MONTH = "2026-01"
HOST = "127.0.0.1"
GROUP_WORDS = {
    "EET": "EET",
    "NEET": "NEET",
    "NOT_KNOWN": "not known",
    "OTHER": "left out",
    "COMPULSORY": "compulsory age",
}


def main(arguments: Sequence[str]) -> int:
    """Play the month, print its figures, and return 0; it always starts from an empty demo database."""
    given = _parser().parse_args(arguments)
    on = month_end(given.month)
    os.environ["TOWPATH_TODAY"] = on.isoformat()
    folder = Path(settings.VAR)
    started = time.monotonic()
    _empty(folder)
    print(f"An invented council in {on:%B %Y}. Nobody in it exists.\n", flush=True)
    manifest = generate(folder / "borough", month=f"{on:%Y-%m}", size=given.size)
    print(f"{len(manifest.files)} lists lie in the inbox, {sum(sent.rows for sent in manifest.files)} rows in all.\n")
    month, study = _play(folder / "borough", on)
    _report(month)
    for line in (*end_of_month(month), *what_support_changed(month, study)):
        print(line, flush=True)
    print(f"\nThe month took {time.monotonic() - started:.0f} seconds.")
    _show_accounts(month)
    if given.no_serve:
        return 0
    call_command("collectstatic", interactive=False, verbosity=0)
    return serve(HOST, free_port(HOST))


def _play(borough: Path, on: date) -> tuple[Month, Study]:
    """Play what is past, where there is a past to tell of, and then the month; return it and its frozen question."""
    has_past = can_be_played(on)
    month = open_month(borough, opens_on=OPENED if has_past else None)
    year = play_year(month) if has_past else None
    study = freeze_question(month)
    play_month(month, lambda words: print(words, flush=True))
    print(play_referrals(month), flush=True)
    print(play_support(month), flush=True)
    print(*load_kept_lists(month), sep="\n", flush=True)
    print(play_voice(month), flush=True)
    print(play_school_lists(month), flush=True)
    print(play_privacy(month), flush=True)
    print(play_families(month), flush=True)
    print(play_owed(month), flush=True)
    if year is not None:
        play_today(year)
        print(*year_lines(month), sep="\n", flush=True)
    return month, study


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath demo", description=__doc__)
    parser.add_argument("--month", type=month_argument, default=month_argument(DEFAULT_MONTH), metavar="YYYY-MM")
    parser.add_argument("--size", type=int, metavar="N", help="young people aged 16 and 17 (default: about 6,075)")
    parser.add_argument("--no-serve", action="store_true", help="stop after the figures")
    return parser


def _show_accounts(month: Month) -> None:
    """Print one way to sign in for each role; the passwords were made for this run."""
    print("\nSign in as:")
    for role in dict.fromkeys(account.role for account in month.accounts):
        account = next(each for each in month.accounts if each.role == role)
        print(f"  {account.role:<17} {account.email:<42} {account.password}")


def _empty(folder: Path) -> None:
    """Start again: the demo has a folder and a database of its own, and nothing else is touched."""
    connections.close_all()
    for entry in folder.iterdir():
        # The key stays: whoever serves the demo next must hold the same one.
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != "secret_key":
            entry.unlink()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _report(month: Month) -> None:
    sums = [sum_of(batch) for batch in month.batches.values()]
    read = sum(summed.read for summed in sums)
    print(
        f"\nAll lists: {read} rows; received, checked and shown at {read / month.seconds_receiving:.0f} rows a second, "
        f"then applied at {read / month.seconds_applying:.0f}, audit included."
    )
    counted = held_and_due(month)
    print(f"Held: {counted['records']} people, {counted['aged 16 and 17']} of them aged 16 and 17 at 31 August.")
    identity = score_identity(month)
    print("\nAgainst the truth, which was never loaded:")
    print(
        f"  rows: {identity.given} of {identity.rows} were given to somebody, {identity.right} rightly and "
        f"{identity.wrong} wrongly; the rest wait for a person or were rejected"
    )
    print(
        f"  people: {identity.true_people} true people in {identity.records} records; "
        f"{identity.split} lie in more than one record, {identity.joined} records hold more than one person"
    )
    status = score_status(month, month.on)
    print(
        f"  status on {day_words(month.on)}: "
        f"{status.right} of {status.people} residents aged 16 and 17 are held rightly"
    )
    for (true, held), people in sorted(status.by_pair.items()):
        if true != held:
            print(f"    truly {GROUP_WORDS[true]}, held as {GROUP_WORDS[held]}: {people}")

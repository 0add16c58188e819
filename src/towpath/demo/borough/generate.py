"""Make the invented borough's files: the inbox, the team's diary, the accounts, the manifest, and the truth apart."""

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from towpath.demo.borough import accounts, diary, truth, writing
from towpath.demo.borough.borough import Borough, load_shape, make_borough
from towpath.demo.borough.colleges import provider_tables
from towpath.demo.borough.council import establishments, extract_tables
from towpath.demo.borough.kept import kept_lists
from towpath.demo.borough.mess import plant
from towpath.demo.borough.places import load_map, wards_file
from towpath.demo.borough.schools import school_tables
from towpath.demo.borough.tables import Table
from towpath.demo.borough.xml_files import XmlFile, xml_files
from towpath.rules.dates import month_end

SEED = 20260121
MONTH = "2026-01"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file in the inbox: where it is, who sent it, its import format, when it was due and whose it is to chase."""

    path: str
    sender: str
    sender_number: str
    format: str
    what: str
    due_date: date
    owner: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was made: the council, the demo's day, and every file in the order in which a team would load them."""

    council: str
    la_code: str
    month: str
    on: date
    seed: int
    size: int
    files: tuple[Sent, ...]


ORDER = (
    "gias",
    "caseload_extract",
    "nccis_xml",
    "school_roll",
    "school_census",
    "ctf",
    "school_indicators",
    "college_starters",
    "college_leavers",
    "intended_destinations",
)


def generate(out: Path, *, month: str = MONTH, size: int | None = None, seed: int = SEED) -> Manifest:
    """
    Write an invented borough's month under `out` and return its manifest. The same arguments give the same bytes.

    :param month: "YYYY-MM"; the borough lives on its last day
    :param size: residents aged academic 16 and 17; the shape's own size where not given. Everything else follows it
    """
    size = size or load_shape()["cohort"]["size"]
    on = month_end(date.fromisoformat(f"{month}-01"))
    borough = make_borough(size, on, seed)
    tables = [
        *establishments(on),
        *extract_tables(borough),
        *school_tables(borough, random.Random(f"{seed}:schools")),
        *provider_tables(borough, random.Random(f"{seed}:providers")),
    ]
    planted = plant(borough, [table for table in tables if table.format != "gias"], random.Random(f"{seed}:mess"))
    xml = xml_files(borough)
    for table in tables:
        _write(out / "inbox" / table.path, writing.write(table))
    for file in xml:
        _write(out / "inbox" / file.path, file.text.encode())
    for name, text in truth.truth_files(borough, tables, xml, planted):
        _write(out / "truth" / name, text.encode())
    for kept in kept_lists(borough):
        _write(out / kept.path, writing.write(kept))
    for name, text in diary.diary_files(borough):
        _write(out / "diary" / name, text.encode())
    _write(out / "kept" / "wards.csv", wards_file().encode())
    _write(out / "accounts.csv", accounts.accounts().encode())
    manifest = _manifest(borough, tables, xml, month=month, size=size, seed=seed)
    _write(
        out / "manifest.json", (json.dumps(asdict(manifest), default=str, ensure_ascii=False, indent=2) + "\n").encode()
    )
    return manifest


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _manifest(
    borough: Borough, tables: Sequence[Table], xml: Sequence[XmlFile], *, month: str, size: int, seed: int
) -> Manifest:
    sent = [
        Sent(t.path, t.sender, t.sender_number, t.format, t.what, t.due_date, t.owner, len(t.lines)) for t in tables
    ]
    sent += [Sent(x.path, x.sender, x.sender_number, x.format, x.what, x.due_date, x.owner, len(x.rows)) for x in xml]
    sent.sort(key=lambda s: (ORDER.index(s.format), "history" not in s.path, s.path))
    return Manifest(load_map().council, load_map().la, month, borough.on, seed, size, tuple(sent))

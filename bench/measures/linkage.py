"""
Who in one list is who in another: how right on public and invented lists, and how fast beside what others make.

Times are of the processor, from a list as it is given to its pairs; tidying it for the others is counted as ours is.
"""

import json
import pickle
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from measures import Reading, Said, cpu, kept_words, peers
from measures.apart import run_python
from measures.lists import Lists, lists
from towpath.analysis.engine import open_engine
from towpath.analysis.linkage import dedupe, link
from towpath.analysis.linkage.judging import judge, judge_one

PUBLIC = Path(__file__).resolve().parents[3] / "shared/data/linkage"
ROWS, PEOPLE = 3_000, 30_000
SEEDS = range(20)
PEER_SEEDS = range(3)
TRAINING_SEED = 777
LEAST_F1, LEAST_LARGE_F1 = 0.9975, 0.9966
MOST_WRONG_OF_50_000 = 5
RECORDLINKAGE_TIMES = 5
LARGE_ROWS, LARGE_PEOPLE, LARGE_MEGABYTES = 100_000, 1_300_000, 1_500.0

# The headings stand after a comma and a space, which is a part of the name to one reader and none to another.
FEBRL = """
    select trim(rec_id) as id, nullif(trim(given_name), '') as given_name,
        nullif(trim(surname), '') as family_name, nullif(trim(date_of_birth), '') as birth_date,
        nullif(trim(postcode), '') as postcode, nullif(trim(address_1), '') as address,
        nullif(trim(street_number), '') as street_number, nullif(trim(address_2), '') as address_2,
        nullif(trim(suburb), '') as suburb, nullif(trim(state), '') as state,
        nullif(trim(soc_sec_id), '') as soc_sec_id, split_part(rec_id, '-', 2) as truth
    from read_csv('{}', all_varchar = true, header = true, names = [
        'rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'address_2', 'suburb', 'postcode', 'state',
        'date_of_birth', 'soc_sec_id'
    ])
"""
FAKE = """
    select unique_id as id, first_name as given_name, surname as family_name, dob as birth_date, city, email,
        cluster as truth
    from read_csv('{}', all_varchar = true)
"""
HISTORICAL = """
    select unique_id as id, first_name as given_name, surname as family_name, dob as birth_date,
        postcode_fake as postcode, gender, birth_place, occupation, cluster as truth
    from '{}'
"""
ONE_LIST = (
    ("FEBRL 1", FEBRL, "febrl_dataset1.csv", 0.99),
    ("FEBRL 2", FEBRL, "febrl_dataset2.csv", 0.99),
    ("fake_1000, above plain Splink's", FAKE, "splink_fake_1000.csv", 0.926),
    ("historical figures, above plain Splink's", HISTORICAL, "splink_historical_70pct.parquet", 0.790),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """How right pairs are, and the least or the most that they must or may be."""

    what: str
    figure: float
    limit: float | None = None
    is_most: bool = False

    @property
    def is_kept(self) -> bool:
        """Return whether the limit was kept, or there is none."""
        return self.limit is None or (self.figure <= self.limit if self.is_most else self.figure >= self.limit)

    @property
    def line(self) -> str:
        """Return the figure and the limit with whether it was kept."""
        shown = f"{self.figure:8.0f}" if self.is_most else f"{self.figure:8.5f}"
        limit = f"  limit {self.limit:g} {kept_words(self.is_kept)}" if self.limit is not None else ""
        return f"  {shown}  {self.what}{limit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that could not be measured here, and why."""

    what: str
    is_kept: bool = True

    @property
    def line(self) -> str:
        """Return what was left out and why."""
        return f"  left out: {self.what}"


def measure(people: int | None) -> Iterator[Said]:
    """Yield the public lists, then invented ones beside others' tools, then the largest, which `people` may shrink."""
    warnings.simplefilter("ignore")
    yield from _public()
    yield from _school_like()
    yield from _beside_others()
    yield from _large(people or LARGE_PEOPLE)


def _public() -> Iterator[Said]:
    if not PUBLIC.is_dir():
        yield LeftOut(what="the public lists, because ../shared is absent")
        return
    left, right = (_read(FEBRL, f"febrl_dataset4{part}.csv") for part in "ab")
    pairs = link(left.drop_columns(["truth"]), right.drop_columns(["truth"]), learns=True)
    yield Right(what="F1, FEBRL 4", figure=judge(_ids(pairs), _truth(left), _truth(right)).f1 or 0, limit=0.9995)
    for what, sql, file, least in ONE_LIST:
        given = _read(sql, file)
        found = judge_one(_ids(dedupe(given.drop_columns(["truth"]))), _truth(given))
        yield Right(what=f"F1, {what}", figure=found.f1 or 0, limit=least)


def _read(sql: str, file: str) -> pa.Table:
    with open_engine() as connection:
        return connection.sql(sql.format(PUBLIC / file)).to_arrow_table()


def _truth(given: pa.Table) -> dict[str, str]:
    return dict(zip(given["id"].to_pylist(), given["truth"].to_pylist(), strict=True))


def _ids(pairs: pa.Table) -> list[tuple[str, str]]:
    return list(zip(pairs["left_id"].to_pylist(), pairs["right_id"].to_pylist(), strict=True))


def _f1(pairs: set[tuple[str, str]], truth: Set[tuple[str, str]]) -> float:
    return 2 * len(pairs & truth) / (len(pairs) + len(truth))


def _school_like() -> Iterator[Said]:
    sure = wrong = 0
    figures = []
    for seed in SEEDS:
        made = lists(ROWS, PEOPLE, seed)
        pairs = link(made.left, made.right)
        figures.append(_f1(set(_ids(pairs)), made.truth))
        called_sure = [
            pair for pair, band in zip(_ids(pairs), pairs["band"].to_pylist(), strict=True) if band == "sure"
        ]
        sure += len(called_sure)
        wrong += sum(pair not in made.truth for pair in called_sure)
    what = f"F1, {ROWS:,} rows beside {PEOPLE:,} people, the mean of {len(SEEDS)} seeds"
    yield Right(what=what, figure=sum(figures) / len(figures), limit=LEAST_F1)
    yield Right(what="F1, the worst of them", figure=min(figures))
    limit = MOST_WRONG_OF_50_000 * sure / 50_000
    yield Right(what=f"wrong of {sure:,} called sure over {len(SEEDS)} seeds", figure=wrong, limit=limit, is_most=True)


def _beside_others() -> Iterator[Said]:
    made = [lists(ROWS, PEOPLE, seed) for seed in PEER_SEEDS]
    link(made[0].left, made[0].right)
    ours = min(cpu(lambda each=each: link(each.left, each.right)) for each in made)
    yield Reading(what=f"{ROWS:,} rows beside {PEOPLE:,} people", seconds=ours, floor_seconds=ours)
    if not peers.HAS_SPLINK:
        yield LeftOut(what="Splink, which is not installed here")
    else:
        trained = _trained()
        found = [peers.splink_linked(*_tidied(each), trained, peers.SPLINK_THRESHOLD) for each in made]
        mean = sum(_f1(pairs, each.truth) for pairs, each in zip(found, made, strict=True)) / len(made)
        theirs = min(
            cpu(lambda each=each: peers.splink_linked(*_tidied(each), trained, peers.SPLINK_THRESHOLD)) for each in made
        )
        yield Reading(what=f"Splink with a saved model, F1 {mean:.5f}", seconds=theirs, floor_seconds=ours)
        yield Reading(what="ours beside that", seconds=ours, floor_seconds=theirs, limit_seconds=theirs)
    if not peers.HAS_RECORDLINKAGE:
        yield LeftOut(what="recordlinkage, which is not installed here")
    else:
        # With our blocks it is quicker and much less right, so that is told and is not what we are held to.
        yield from _beside_recordlinkage(made, ours, "with Splink's blocks and ours", peers.BLOCKS, times=None)
        yield from _beside_recordlinkage(
            made, ours, "with the blocks it is most right with", peers.SINGLE_BLOCKS, times=RECORDLINKAGE_TIMES
        )


def _beside_recordlinkage(
    made: Sequence[Lists], ours: float, how: str, blocks: Sequence[tuple[str, ...]], *, times: int | None
) -> Iterator[Said]:
    found = [peers.recordlinkage_linked(*_tidied(each), blocks) for each in made]
    mean = sum(_f1(pairs, each.truth) for pairs, each in zip(found, made, strict=True)) / len(made)
    theirs = min(cpu(lambda each=each: peers.recordlinkage_linked(*_tidied(each), blocks)) for each in made)
    yield Reading(what=f"recordlinkage {how}, F1 {mean:.5f}", seconds=theirs, floor_seconds=ours)
    limit = theirs / times if times else None
    yield Reading(what="ours beside that", seconds=ours, floor_seconds=theirs, limit_seconds=limit)


def _tidied(made: Lists) -> tuple[pa.Table, pa.Table]:
    return peers.tidied(made.left), peers.tidied(made.right)


def _trained() -> dict[str, object]:
    return dict(peers.splink_trained(*_tidied(lists(ROWS, PEOPLE, TRAINING_SEED))))


def _large(people: int) -> Iterator[Said]:
    rows = max(1, people * LARGE_ROWS // LARGE_PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        made = lists(rows, people, SEEDS.stop)
        for name, table in (("left", made.left), ("right", made.right)):
            pyarrow.parquet.write_table(table, Path(folder) / f"{name}.parquet")
        (Path(folder) / "truth.pickle").write_bytes(pickle.dumps(made.truth))
        del made
        ours = run_python("-m", "measures.linkage", "ours", folder)
        told = json.loads(ours.printed)
        what = f"F1, {rows:,} rows beside {people:,} people"
        yield Right(what=what, figure=told["f1"], limit=LEAST_LARGE_F1)
        theirs = None
        if peers.HAS_SPLINK:
            (Path(folder) / "model.json").write_text(json.dumps(_trained()))
            beside = run_python("-m", "measures.linkage", "splink", folder)
            theirs = json.loads(beside.printed)
            yield Reading(
                what=f"Splink with a saved model, F1 {theirs['f1']:.5f}",
                seconds=theirs["seconds"],
                floor_seconds=told["seconds"],
                megabytes=beside.megabytes,
            )
        yield Reading(
            what="ours, both lists in memory and out again as pairs",
            seconds=told["seconds"],
            floor_seconds=theirs["seconds"] if theirs else told["seconds"],
            limit_seconds=theirs["seconds"] if theirs else None,
            megabytes=ours.megabytes,
            limit_megabytes=LARGE_MEGABYTES,
        )


def _run_apart(which: str, folder: Path) -> dict[str, float]:
    """Return the seconds and the F1 of one tool on the lists in a folder."""
    warnings.simplefilter("ignore")
    left, right = (pyarrow.parquet.read_table(folder / f"{name}.parquet") for name in ("left", "right"))
    found: list[set[tuple[str, str]]] = []

    def ours() -> None:
        found.append(set(_ids(link(left, right))))

    def splink() -> None:
        model = json.loads((folder / "model.json").read_text())
        model["probability_two_random_records_match"] = 1 / len(right)
        found.append(peers.splink_linked(peers.tidied(left), peers.tidied(right), model, peers.SPLINK_THRESHOLD))

    seconds = cpu(ours if which == "ours" else splink)
    truth = pickle.loads((folder / "truth.pickle").read_bytes())
    return {"seconds": seconds, "f1": _f1(found[0], truth)}


if __name__ == "__main__":
    print(json.dumps(_run_apart(sys.argv[1], Path(sys.argv[2]))))

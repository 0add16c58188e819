"""
What others make for linking lists, set up as their own guides say, beside ours in one run.

requirements-bench.txt puts Splink into the environment of the measurements. recordlinkage asks for an older pandas than
ours, so it needs an environment of its own. Without them a measurement says that they were left out.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

from towpath.rules.names import folded, folded_given

HAS_SPLINK = find_spec("splink") is not None
HAS_RECORDLINKAGE = find_spec("recordlinkage") is not None
BLOCKS = (
    ("upn",),
    ("uln",),
    ("given_name", "birth_date"),
    ("family_name", "birth_date"),
    ("postcode", "birth_date"),
    ("postcode", "given_name"),
    ("given_name", "family_name"),
)
"""What Splink and we look pairs up by: two facts, or a number."""

SINGLE_BLOCKS = (("upn",), ("uln",), ("birth_date",), ("postcode",))
"""One fact each, as its guide has it: what recordlinkage is most right with, of all that was tried."""

SPLINK_THRESHOLD = -2.0
"""The match weight that is best for Splink on lists like these."""

Pairs = set[tuple[str, str]]


def tidied(people: pa.Table) -> pa.Table:
    """Return people as these tools like them: names folded, dates as text, no spaces in a postcode."""
    columns = {"unique_id": people["id"].to_pylist()}
    columns["given_name"] = [folded_given(name) or None for name in people["given_name"].to_pylist()]
    columns["family_name"] = [folded(name) or None for name in people["family_name"].to_pylist()]
    columns["birth_date"] = [born.isoformat() for born in people["birth_date"].to_pylist()]
    columns["postcode"] = people["postcode"].to_pylist()
    for name in ("gender", "upn", "uln"):
        columns[name] = people[name].to_pylist()
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def splink_trained(left: pa.Table, right: pa.Table) -> Mapping[str, Any]:
    """Return a model trained in place on tidied lists, as Splink saves one."""
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("gender"),
            cl.DamerauLevenshteinAtThresholds("upn", [1]),
            cl.DamerauLevenshteinAtThresholds("uln", [1]),
        ],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in BLOCKS],
    )
    api = DuckDBAPI()
    linker = Linker([api.register(left), api.register(right)], settings, log_level=40)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("uln"), block_on("given_name", "family_name", "birth_date")], recall=0.9
    )
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("birth_date", "family_name"), block_on("given_name", "postcode")):
        training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        linker.misc.save_model_to_json(str(path))
        return json.loads(path.read_text())


def splink_linked(left: pa.Table, right: pa.Table, model: Mapping[str, Any], threshold: float) -> Pairs:
    """Return the pairs that are best for both, at or above a match weight."""
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    api = DuckDBAPI()
    linker = Linker([api.register(left), api.register(right)], dict(model), log_level=40)
    found = linker.inference.predict(threshold_match_weight=threshold)
    rows = api._con.execute(
        f"""
        select unique_id_l, unique_id_r from {found.physical_name}
        qualify row_number() over (partition by unique_id_l order by match_weight desc, unique_id_r) = 1
            and row_number() over (partition by unique_id_r order by match_weight desc, unique_id_l) = 1
        """
    ).fetchall()
    return {(one, other) if one.startswith("L") else (other, one) for one, other in rows}


def recordlinkage_linked(left: pa.Table, right: pa.Table, blocks: Sequence[tuple[str, ...]]) -> Pairs:
    """Return the pairs that expectation and conditional maximisation finds, each with its first rival left out."""
    import recordlinkage

    one, other = (table.to_pandas().set_index("unique_id") for table in (left, right))
    index = recordlinkage.Index()
    for columns in blocks:
        index.block(list(columns))
    candidates = index.index(one, other)
    compare = recordlinkage.Compare()
    for column in ("given_name", "family_name"):
        compare.string(column, column, method="jarowinkler", threshold=0.88)
    for column in ("birth_date", "postcode", "upn", "uln"):
        compare.string(column, column, method="damerau_levenshtein", threshold=0.85)
    compare.exact("gender", "gender")
    levels = compare.compute(candidates, one, other)
    model = recordlinkage.ECMClassifier()
    model.fit(levels)
    likely = model.prob(levels)
    ranked = likely[likely >= 0.5].sort_values(ascending=False, kind="stable")
    taken_left: set[str] = set()
    taken_right: set[str] = set()
    pairs: Pairs = set()
    for left_id, right_id in ranked.index:
        if left_id not in taken_left and right_id not in taken_right:
            pairs.add((left_id, right_id))
            taken_left.add(left_id)
            taken_right.add(right_id)
    return pairs

"""
Published schemes that score the risk of becoming NEET, as data: a folder for each version, with its operators, points
and bands.

`load_schemes()` reads them all and `load_scheme(name)` one; `references.csv` lists what other councils look at where no
points are published. SOURCES.md says where rows come from.
"""

from towpath.standards.risk.model import Band, Criterion, Operator, Reference, Scheme
from towpath.standards.risk.schemes import (
    SchemeNotFoundError,
    load_references,
    load_scheme,
    load_schemes,
)

__all__ = [
    "Band",
    "Criterion",
    "Operator",
    "Reference",
    "Scheme",
    "SchemeNotFoundError",
    "load_references",
    "load_scheme",
    "load_schemes",
]

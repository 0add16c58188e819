"""Who in one list is who in another, from what both say of them: tables in, pairs out."""

from towpath.analysis.linkage.linking import PAIR_COLUMNS, link
from towpath.analysis.linkage.model import Model, load_model

__all__ = ["PAIR_COLUMNS", "Model", "link", "load_model"]

"""Who in one list is who in another, from what both say of them: tables in, pairs out."""

from towpath.analysis.linkage.deduping import dedupe
from towpath.analysis.linkage.linking import link
from towpath.analysis.linkage.model import Model, load_model
from towpath.analysis.linkage.people import NotPeople

__all__ = ["Model", "NotPeople", "dedupe", "link", "load_model"]

"""What money may be asked for, and what must be checked first: lists that a council may change, as in `lists.csv`."""

from dataclasses import dataclass
from datetime import datetime

from towpath.organisation.lists import ChoiceList, Choices, choices_in, shipped, words_of

_SHIPPED = shipped("towpath.funds")

ENTITLEMENTS = ChoiceList("fund_entitlement", "What may pay before a fund does", _SHIPPED["fund_entitlement"])
KINDS = ChoiceList(
    "fund_kind",
    "What a fund may pay for",
    _SHIPPED["fund_kind"],
    asks="What must be looked into first?",
    names=ENTITLEMENTS,
)

LISTS = (KINDS, ENTITLEMENTS)


@dataclass(frozen=True, slots=True)
class SupportLists:
    """A council's kinds of support and entitlements, each by its code."""

    kinds: Choices
    entitlements: Choices

    def checks(self, kind: str) -> tuple[str, ...]:
        """Return the entitlements to be looked into before a kind is asked for; those offered no more are not."""
        means = self.kinds[kind].means if kind in self.kinds else ()
        return tuple(code for code in means if code in self.entitlements and self.entitlements[code].is_offered)

    def kind_words(self, code: str, at: datetime | None = None) -> str:
        """Return what a kind is called now, or was when it was chosen."""
        if at is None:
            return self.kinds[code].words if code in self.kinds else code
        return words_of(self.kinds, code, at)

    def entitlement_words(self, code: str, at: datetime) -> str:
        """Return what an entitlement was called when it was looked into."""
        return words_of(self.entitlements, code, at)


def support_lists(organisation_id: int) -> SupportLists:
    """Return what a council offers. One query."""
    found = choices_in(organisation_id, LISTS)
    return SupportLists(found[KINDS.name], found[ENTITLEMENTS.name])

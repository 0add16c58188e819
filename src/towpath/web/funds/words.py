"""What the codes of the support fund are called on a page."""

from collections.abc import Mapping

from towpath.rules.funds import NOT_ENOUGH, NOT_ENTITLED, REFUSED, TOO_LATE, WOULD_PAY
from towpath.web.parts import Tag

FOUND_WORDS: Mapping[str, str] = {
    NOT_ENTITLED: "They are not entitled to it",
    REFUSED: "They asked and were refused",
    NOT_ENOUGH: "They get it, and it is not enough",
    TOO_LATE: "It would come too late",
    WOULD_PAY: "It would pay for this",
}
METHODS: Mapping[str, str] = {"card": "By card", "bank": "By bank transfer", "voucher": "By voucher", "cash": "In cash"}
STATES: Mapping[str, Tag] = {
    "asked": Tag("To be decided", "yellow"),
    "sent_back": Tag("Sent back", "orange"),
    "refused": Tag("Refused", "grey"),
    "approved": Tag("To be paid", "blue"),
    "paid": Tag("Paid", "teal"),
    "taken_back": Tag("Taken back", "grey"),
}
RECEIPT_OWED = Tag("Receipt to come", "purple")
RECEIPT_LATE = Tag("Receipt late", "red")
MOVED: Mapping[str, str] = {
    "given": "Given by the funder",
    "approved": "Promised",
    "paid": "Paid",
    "unspent": "Not needed, back in the pot",
}
MOVED_BACK: Mapping[str, str] = {
    "approved": "Promise taken back",
    "paid": "Payment taken back",
    "unspent": "What was not needed, taken back",
}
ACCOUNT_WORDS: Mapping[str, str] = {"spent": "Spent", "promised": "Promised, not paid yet", "available": "Left"}

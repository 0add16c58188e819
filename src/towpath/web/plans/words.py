"""How a plan is said on a page: from our own codes to words."""

WHOSE = {
    "young_person": "The young person",
    "adviser": "Their adviser",
    "family": "Family",
    "somebody_else": "Somebody else",
}
WHOSE_ON_THE_COPY = {
    "young_person": "You",
    "adviser": "Your adviser",
    "family": "Your family",
    "somebody_else": "Somebody else",
}
APPLICATION = {
    "not_started": "Not started",
    "applied": "Applied",
    "interview": "Interview agreed",
    "offered": "Offer made",
    "accepted": "Offer accepted",
    "refused": "Turned down",
}
MAY_PASS_ON = {
    "yes": "Yes, they agreed",
    "no": "No",
    "not_asked": "Not asked yet",
}
CHECKS = {
    "summer": "In the summer: are they still going?",
    "first_week": "First week: did they start?",
    "six_weeks": "Six weeks in: are they still there?",
}
ANSWERS = {
    "yes": "Yes, they want to work with us",
    "no": "No, they do not",
    "withdrawn": "They did, and no longer do",
}
"""The law on keeping a record has nothing to do with any of these; the page says so beside them."""

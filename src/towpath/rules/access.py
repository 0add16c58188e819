"""Which role may do what. The table is the rule; pages, documents and tests all read it."""

from dataclasses import dataclass

ADVISER = "adviser"
SPECIALIST = "specialist"
TRACKING_OFFICER = "tracking_officer"
MANAGER = "manager"
DATA_LEAD = "data_lead"
SCHOOL_LEAD = "school_lead"
COMMISSIONER = "commissioner"
SAFEGUARDING_LEAD = "safeguarding_lead"
PROVIDER = "provider"

ROLES: dict[str, str] = {
    ADVISER: "Supports a caseload of young people",
    SPECIALIST: "Supports young people with one kind of need, and keeps need-to-know records",
    TRACKING_OFFICER: "Finds out what young people are doing and keeps it current",
    MANAGER: "Leads a team: allocates, reviews and approves",
    DATA_LEAD: "Answers for the lists that come in, the return that goes out, and who may sign in",
    SCHOOL_LEAD: "Speaks for one school, and sees its own pupils only",
    COMMISSIONER: "Sees counts and rates, never a person",
    SAFEGUARDING_LEAD: "Reads every safeguarding concern and says what is done about it",
    PROVIDER: "Sends the lists of one college or training provider, and sees nothing but what they sent",
}

CASE_WORK_ROLES = (ADVISER, SPECIALIST, TRACKING_OFFICER, MANAGER, DATA_LEAD)
_CASE_WORKERS = frozenset(CASE_WORK_ROLES)
_SAFETY = frozenset({SAFEGUARDING_LEAD})


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that may be done, in words that follow "may", and the roles that may do it."""

    name: str
    words: str
    roles: frozenset[str]


ROLE_PERMISSIONS: tuple[Permission, ...] = (
    Permission("people.search", "search for a young person by name, birth date or identifier", _CASE_WORKERS | _SAFETY),
    Permission("people.view", "open a young person's record", _CASE_WORKERS | _SAFETY | {SCHOOL_LEAD}),
    Permission("people.edit", "correct a young person's details", _CASE_WORKERS),
    Permission("people.merge", "join two records that are one person, and undo it", frozenset({MANAGER, DATA_LEAD})),
    Permission("people.match", "decide who a row in a list is about", frozenset({TRACKING_OFFICER, DATA_LEAD})),
    Permission(
        "people.view_protected_address",
        "see where somebody with a protected address lives",
        frozenset({SPECIALIST, MANAGER, SAFEGUARDING_LEAD}),
    ),
    Permission("people.view_care", "see care facts", frozenset({ADVISER, SPECIALIST, MANAGER, DATA_LEAD}) | _SAFETY),
    Permission(
        "people.view_justice",
        "see what youth justice told us",
        frozenset({ADVISER, SPECIALIST, MANAGER, DATA_LEAD}),
    ),
    Permission(
        "people.view_health",
        "see what is known of mental health and substance misuse",
        frozenset({ADVISER, SPECIALIST, MANAGER, DATA_LEAD}),
    ),
    Permission("school_list.view", "see a school's list of pupils and their risk", _CASE_WORKERS | {SCHOOL_LEAD}),
    Permission(
        "school_list.review",
        "keep, take off and add pupils of a school's list, and sign it off",
        frozenset({SCHOOL_LEAD, ADVISER, MANAGER}),
    ),
    Permission(
        "school_list.open",
        "open school lists for review, and one that is signed again",
        frozenset({MANAGER, DATA_LEAD}),
    ),
    Permission("status.view", "see what young people are doing and have done", _CASE_WORKERS | _SAFETY | {SCHOOL_LEAD}),
    Permission("status.record", "record and confirm what a young person is doing", _CASE_WORKERS),
    Permission("status.resolve", "settle what two sources say differently", frozenset({TRACKING_OFFICER, DATA_LEAD})),
    Permission("chase.work", "work the status desk", _CASE_WORKERS),
    Permission(
        "desk.manage", "say whose a ready list is, and see whether the chase is fair", frozenset({MANAGER, DATA_LEAD})
    ),
    Permission("dip_sample.look", "look at a sample of what others confirmed", frozenset({MANAGER})),
    Permission("contact.record", "record a contact or an attempt", _CASE_WORKERS),
    Permission("messages.write", "write to young people and parents, one or many at once", _CASE_WORKERS),
    Permission("messages.word", "change the words of the council's own letters", frozenset({MANAGER, DATA_LEAD})),
    # Whoever chases must know whom to ask first, and no more: not what is planned, and nobody's list of cases.
    Permission("caseload.whose", "see which adviser has a young person's case", _CASE_WORKERS),
    Permission("caseload.view", "see a caseload", frozenset({ADVISER, SPECIALIST, MANAGER})),
    Permission("caseload.work", "open a case and set its next action", frozenset({ADVISER, SPECIALIST, MANAGER})),
    Permission("caseload.allocate", "give a young person to an adviser", frozenset({MANAGER})),
    Permission("directory.view", "search the directory of courses and openings", _CASE_WORKERS | {SCHOOL_LEAD}),
    Permission("directory.edit", "add, change and check entries of the directory, and take them out", _CASE_WORKERS),
    Permission("applications.view", "see what a young person has applied for", _CASE_WORKERS),
    Permission("applications.record", "shortlist and apply for a young person", _CASE_WORKERS),
    Permission("funds.view", "see what money a young person was given", frozenset({ADVISER, SPECIALIST, MANAGER})),
    Permission("funds.ask", "ask for money for a young person", frozenset({ADVISER, SPECIALIST, MANAGER})),
    Permission("funds.approve", "open a pot, and approve what somebody else asked of it", frozenset({MANAGER})),
    Permission(
        "referrals.view", "see referrals: an adviser their own alone", frozenset({ADVISER, SPECIALIST, MANAGER})
    ),
    Permission("referrals.triage", "answer referrals and lead a panel", frozenset({SPECIALIST, MANAGER})),
    Permission("agreements.make", "record what is agreed to be shared with an agency", frozenset({MANAGER})),
    # Whoever works here may fear for somebody. What they wrote is for them and the lead alone, a manager not excepted.
    Permission("concern.raise", "write down a safeguarding concern, and add to their own", _CASE_WORKERS | _SAFETY),
    Permission("concern.read", "read every safeguarding concern and say what is done", _SAFETY),
    Permission("lists.change", "change what may be chosen, and who has which skill", frozenset({MANAGER, DATA_LEAD})),
    # Every role that works the Charter may see care facts: whom an opening is held for says what they are.
    Permission(
        "charter.view", "see who signed the Charter and what they pledged", frozenset({ADVISER, SPECIALIST, MANAGER})
    ),
    Permission(
        "charter.work", "put young people forward and see to placements", frozenset({ADVISER, SPECIALIST, MANAGER})
    ),
    Permission("charter.manage", "sign organisations and change the Charter's lists", frozenset({SPECIALIST, MANAGER})),
    Permission("imports.view", "see what was imported and what was rejected", frozenset({TRACKING_OFFICER, DATA_LEAD})),
    Permission("imports.load", "load a list and apply it", frozenset({TRACKING_OFFICER, DATA_LEAD})),
    Permission("imports.accept_alarm", "go on with a list that would change unusually much", frozenset({DATA_LEAD})),
    # Whoever sends learns nothing of the caseload: their leave opens their own pages, and no other page does.
    Permission("lists.send_own", "send the lists of their own college or provider", frozenset({PROVIDER})),
    Permission("imports.undo", "undo an import", frozenset({DATA_LEAD})),
    Permission(
        "return.view", "see the monthly return and its checks", frozenset({TRACKING_OFFICER, MANAGER, DATA_LEAD})
    ),
    Permission("return.build", "build and check the monthly return", frozenset({DATA_LEAD})),
    Permission(
        "return.answer",
        "deal with what DfE reported of a return",
        frozenset({TRACKING_OFFICER, MANAGER, DATA_LEAD}),
    ),
    Permission("return.sign", "sign off the monthly return", frozenset({MANAGER, DATA_LEAD})),
    Permission(
        "programmes.work",
        "enrol on a programme, mark its register and follow up",
        frozenset({ADVISER, SPECIALIST, MANAGER}),
    ),
    Permission("programmes.plan", "plan a programme and its runs", frozenset({MANAGER})),
    Permission(
        "programmes.figures",
        "see what came of a programme in figures",
        frozenset({ADVISER, SPECIALIST, MANAGER, DATA_LEAD, COMMISSIONER}),
    ),
    Permission("voice.work", "record what young people said, and follow it up", _CASE_WORKERS),
    # Whoever writes words for the public page never lets them out, so more than one role may.
    Permission("voice.release", "let out words for the public page", frozenset({MANAGER, DATA_LEAD})),
    Permission(
        "voice.manage", "see who said it, look at suggestions first, and answer complaints", frozenset({MANAGER})
    ),
    Permission("rates.view", "see rates and how they compare", frozenset(ROLES) - {PROVIDER}),
    Permission(
        "improvement.view",
        "see plans to bring a rate down, and how they go",
        frozenset({TRACKING_OFFICER, MANAGER, DATA_LEAD, COMMISSIONER}),
    ),
    Permission("improvement.work", "make such a plan, and say how its actions go", frozenset({MANAGER, DATA_LEAD})),
    Permission("studies.view", "see what studies found about support", frozenset({MANAGER, DATA_LEAD, COMMISSIONER})),
    Permission("studies.run", "freeze a study of support, and run it", frozenset({MANAGER, DATA_LEAD})),
    Permission("studies.people", "see who is in a study of support", frozenset({MANAGER, DATA_LEAD})),
    Permission("impact.view", "see impact reports in figures", frozenset({MANAGER, DATA_LEAD, COMMISSIONER})),
    Permission("impact.make", "make, lock and release an impact report", frozenset({MANAGER, DATA_LEAD})),
    Permission("risk.view", "see a risk score with its reasons", _CASE_WORKERS | {SCHOOL_LEAD}),
    Permission("risk.set_scheme", "choose the scheme that scores risk", frozenset({DATA_LEAD})),
    Permission("risk.record_objection", "record that somebody objects to being scored", _CASE_WORKERS | {SCHOOL_LEAD}),
    Permission("risk.decide_objection", "decide what is done about an objection", frozenset({MANAGER})),
    Permission("files.download", "download a kept file", frozenset({TRACKING_OFFICER, MANAGER, DATA_LEAD})),
    Permission("users.view", "see who may sign in", frozenset({MANAGER, DATA_LEAD})),
    Permission("users.manage", "invite people, change roles and suspend", frozenset({DATA_LEAD})),
    Permission("settings.change", "change the council's settings", frozenset({DATA_LEAD})),
    Permission("audit.view", "see who looked at or changed a record", frozenset({MANAGER, DATA_LEAD})),
    # Not a school or a commissioner, who are not the council's staff; not the safeguarding lead, whose reason, read by
    # a manager, would say that there is a worry.
    Permission(
        "urgent.look",
        "look for once, and for a reason, at what their role does not see of a young person",
        frozenset({ADVISER, TRACKING_OFFICER, DATA_LEAD}),
    ),
    Permission("urgent.review", "say whether an urgent look was right", frozenset({MANAGER})),
    # One prepares the copy and a manager lets it go; what is of a concern only the safeguarding lead sees and lets go.
    Permission("subject_access.view", "see who asked what is held of them", frozenset({MANAGER, DATA_LEAD}) | _SAFETY),
    Permission("subject_access.work", "record such a request and prepare the copy", frozenset({MANAGER, DATA_LEAD})),
    Permission("subject_access.release", "let a copy go that somebody else prepared", frozenset({MANAGER})),
    Permission("retention.view", "see what is due to be deleted, and what is held", frozenset({MANAGER, DATA_LEAD})),
    Permission("retention.hold", "hold a record back from deletion", frozenset({MANAGER, DATA_LEAD})),
)

_ROLES_BY_PERMISSION = {permission.name: permission.roles for permission in ROLE_PERMISSIONS}


def may(role: str, permission: str) -> bool:
    """
    Return whether a role has a permission; a role we do not know has none.

    :raises KeyError: there is no such permission, so that a misspelling cannot pass for a refusal
    """
    return role in _ROLES_BY_PERMISSION[permission]


def roles_that_may(permission: str) -> frozenset[str]:
    """
    Return the roles that have a permission.

    :raises KeyError: there is no such permission
    """
    return _ROLES_BY_PERMISSION[permission]


def is_known_role(role: str) -> bool:
    """Return whether there is such a role."""
    return role in ROLES

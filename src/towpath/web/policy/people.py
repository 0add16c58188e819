"""A young person's record and what is planned with them, and what may be asked about it."""

from towpath.web.policy.route import ACT, ASK_AND_ACT, YOUNG_PEOPLE, Route

PEOPLE = (
    Route("today", "rates.view", discloses="today.viewed"),
    Route("people", "people.search", discloses="people.searched"),
    Route("people_person", "people.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_facts", "people.edit", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_fact", "people.edit", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_birth_date", "people.edit", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_details", "people.edit", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_details_add", "people.edit", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_details_change", "people.edit", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_details_end", "people.edit", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_timeline", "status.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_contacts", "contact.record", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_status", "status.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_contact", "contact.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_contact_versions", "contact.record", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_amend", "contact.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_strike_out", "contact.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_withdraw", "status.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_task_done", "contact.record", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases", "caseload.view", discloses="cases.viewed"),
    Route("cases_team", "caseload.view", discloses="cases.viewed"),
    Route("cases_open", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases_hand_over", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases_close", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_options", "applications.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_applications", "applications.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route(
        "applications_shortlist", "applications.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"
    ),
    Route("applications_step", "applications.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("applications_decide", "status.resolve", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("applications_take_back", "applications.record", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases_who", "caseload.work", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("plans", "caseload.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("plans_copy", "caseload.view", objects=YOUNG_PEOPLE, discloses="plan.copied"),
    Route("plans_write", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("plans_move", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("plans_agreement", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("plans_step_done", "caseload.work", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("needs", "caseload.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("needs_record", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("needs_strike_out", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("needs_barrier_open", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("needs_barrier_close", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    # Whoever wrote a concern reads their own under the person; the log says no more than that the record was opened.
    Route("concerns_raise", "concern.raise", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("concerns_add", "concern.raise", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("concerns", "concern.read", discloses="concern.list_viewed"),
    Route(
        "concerns_one",
        "concern.read",
        ASK_AND_ACT,
        objects="concerns of the viewer's council",
        discloses="concern.viewed",
    ),
    Route("people_objection", "risk.record_objection", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_extra_help", "risk.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
)

COPY_REQUESTS = "requests of the viewer's council; of each, the part that the viewer's role works on"

HELD = (
    Route("held_seen", "audit.view", objects=YOUNG_PEOPLE, discloses="person.access_viewed"),
    Route("held_ask", "subject_access.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("held", "subject_access.view", discloses="subject_access.listed"),
    Route("held_request", "subject_access.view", objects=COPY_REQUESTS, discloses="subject_access.viewed"),
    Route("held_identity", "subject_access.work", ASK_AND_ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_question", "subject_access.work", ASK_AND_ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_more_time", "subject_access.work", ASK_AND_ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_close", "subject_access.work", ASK_AND_ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_look", "subject_access.view", ASK_AND_ACT, COPY_REQUESTS, "subject_access.viewed"),
    # Which part, and who may let it go, is for the action to refuse.
    Route("held_make", "subject_access.view", ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_release", "subject_access.view", ACT, COPY_REQUESTS, "subject_access.viewed"),
    Route("held_hold", "retention.hold", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("retention", "retention.view", discloses="retention.viewed"),
    Route("retention_lift", "retention.hold", ASK_AND_ACT, "holds of the viewer's council", "retention.viewed"),
)

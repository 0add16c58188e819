"""
The route policy: for every named route, who may open it, whose rows it reaches and what it tells the log.

A route without a row cannot be opened by anyone, and fails the build. The stranger's crawl reads this table alone.
"""

from dataclasses import dataclass

from towpath.rules.access import roles_that_may

ANYONE = "anyone"
SIGNED_IN = "signed in"
NOBODY = "nobody"
OWN = "a young person on a visit to their own pages"

READ = ("GET",)
ASK_AND_ACT = ("GET", "POST")
ACT = ("POST",)

YOUNG_PEOPLE = "young people whom the viewer may see in their council"
LISTS = "school lists of the viewer's council, a school lead's own school's alone"
IMPACT = "impact reports of the viewer's council"
PROGRAMMES = "programmes of the viewer's council, their runs and sessions"


@dataclass(frozen=True, slots=True)
class Route:
    """
    One row of the policy.

    `who` is a permission, or ANYONE, SIGNED_IN (in no council yet), OWN (by a code, and by no role) or NOBODY (a
    library's route that we keep shut).
    `objects` says in words whose rows the address may reach; anybody else's is answered as if it did not exist.
    `discloses` is the kind of event that must be logged before the page leaves; empty where it shows nobody.
    """

    name: str
    who: str
    methods: tuple[str, ...] = READ
    objects: str = ""
    discloses: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles that may open it in a council; none where no role is asked for."""
        return frozenset() if self.who in (ANYONE, SIGNED_IN, OWN, NOBODY) else roles_that_may(self.who)


ABOUT = (
    Route("accessibility", ANYONE),
    Route("cookies", ANYONE),
    Route("privacy", ANYONE),
    Route("healthz", ANYONE),
    Route("security_txt", ANYONE),
)

ACCOUNT = (
    # An employer has no account: the secret opens one answer, once. The action tells the log before it is shown.
    Route("employer_answer", ANYONE, ASK_AND_ACT, objects="the one submission the secret was made for"),
    Route("home", SIGNED_IN),
    Route("account", SIGNED_IN, objects="the signed-in person's own account"),
    Route("councils", SIGNED_IN, ASK_AND_ACT, objects="councils in which the signed-in person has a role today"),
    Route("invitation", ANYONE, ASK_AND_ACT, objects="the one account the secret was made for"),
    Route("account_login", ANYONE, ASK_AND_ACT),
    Route("account_logout", ANYONE, ASK_AND_ACT),
    Route("account_inactive", ANYONE),
    Route("account_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("account_change_password", SIGNED_IN, ASK_AND_ACT),
    Route("account_reset_password", ANYONE, ASK_AND_ACT),
    Route("account_reset_password_done", ANYONE),
    Route("account_reset_password_from_key", ANYONE, ASK_AND_ACT, objects="the one account the key was made for"),
    Route("account_reset_password_from_key_done", ANYONE),
    Route("mfa_authenticate", ANYONE, ASK_AND_ACT),
    Route("mfa_index", SIGNED_IN),
    Route("mfa_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_activate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_deactivate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_generate_recovery_codes", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_view_recovery_codes", SIGNED_IN),
    # Kept shut: nobody signs up, changes address or uses a passkey yet.
    Route("account_signup", NOBODY),
    Route("account_email", NOBODY),
    Route("account_email_verification_sent", NOBODY),
    Route("account_confirm_email", NOBODY),
    Route("account_confirm_login_code", NOBODY),
    Route("account_set_password", NOBODY),
    Route("mfa_download_recovery_codes", NOBODY),
    Route("mfa_list_webauthn", NOBODY),
    Route("mfa_add_webauthn", NOBODY),
    Route("mfa_reauthenticate_webauthn", NOBODY),
    Route("mfa_remove_webauthn", NOBODY),
    Route("mfa_edit_webauthn", NOBODY),
)

COUNCIL = (
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
    Route("people_strike_out", "contact.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_withdraw", "status.record", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_task_done", "contact.record", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases", "caseload.view", discloses="cases.viewed"),
    Route("cases_team", "caseload.view", discloses="cases.viewed"),
    Route("cases_open", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases_hand_over", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("cases_close", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    # The directory is about nobody; what somebody applied for is.
    Route("directory", "directory.view", objects="entries of the viewer's council"),
    Route("directory_opening", "directory.view", objects="entries of the viewer's council"),
    Route("directory_check", "directory.edit", ACT, objects="entries of the viewer's council"),
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
    Route("choices", "lists.change"),
    Route("choices_add", "lists.change", ASK_AND_ACT),
    Route("choices_change", "lists.change", ASK_AND_ACT),
    Route("choices_skills", "lists.change", ASK_AND_ACT),
    Route("charter", "charter.view"),
    Route("charter_sign", "charter.manage", ASK_AND_ACT),
    Route("charter_words", "charter.manage", ASK_AND_ACT),
    Route("charter_openings", "charter.view"),
    Route("charter_counts", "rates.view"),
    Route("charter_awaited", "charter.work", discloses="charter.awaited_viewed"),
    Route("charter_organisation", "charter.view", objects="organisations that the viewer's council knows"),
    Route("charter_pledge", "charter.manage", ASK_AND_ACT, objects="organisations that the viewer's council knows"),
    Route("charter_end", "charter.manage", ASK_AND_ACT, objects="organisations that the viewer's council knows"),
    Route("charter_check", "charter.work", ASK_AND_ACT, objects="organisations that the viewer's council knows"),
    Route("charter_post", "charter.manage", ASK_AND_ACT, objects="organisations that the viewer's council knows"),
    Route("charter_use", "charter.work", ASK_AND_ACT, objects="pledges to the viewer's council"),
    Route(
        "charter_opening",
        "charter.work",
        objects="openings of the viewer's council",
        discloses="charter.seekers_viewed",
    ),
    Route("charter_person", "charter.work", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_register", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_ask", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_forward", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_take_back", "charter.work", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_submission", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_link", "charter.work", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_place", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_placement", "charter.work", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_placement_check", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_start", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_stay", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_lasting", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("charter_finish", "charter.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("setup", "settings.change"),
    Route("setup_settings", "settings.change"),
    Route("setup_setting", "settings.change", ASK_AND_ACT),
    # A job's words are counts and names of lists, never of people, so whoever works here may see how far it has got.
    Route("work", "rates.view", objects="work queued for the viewer's council"),
    Route("imports", "imports.view"),
    Route("imports_add", "imports.load", ASK_AND_ACT),
    Route("imports_batch", "imports.view", objects="lists of the viewer's council", discloses="imports.rows_viewed"),
    Route(
        "imports_rejected", "imports.view", objects="lists of the viewer's council", discloses="imports.rows_downloaded"
    ),
    Route("imports_apply", "imports.load", ACT, objects="lists of the viewer's council"),
    Route("imports_accept", "imports.accept_alarm", ACT, objects="lists of the viewer's council"),
    Route(
        "imports_undo",
        "imports.undo",
        ASK_AND_ACT,
        objects="lists of the viewer's council",
        discloses="imports.undo_viewed",
    ),
    Route("imports_row_again", "imports.load", ACT, objects="rows of the viewer's council's lists"),
    Route("imports_senders", "imports.view"),
    Route("imports_senders_add", "imports.load", ASK_AND_ACT),
    Route("imports_senders_expect", "imports.load", ASK_AND_ACT, objects="senders of the viewer's council"),
    Route("imports_senders_change", "imports.load", ASK_AND_ACT, objects="senders of the viewer's council"),
    Route("imports_senders_stop", "imports.load", ASK_AND_ACT, objects="senders of the viewer's council"),
    Route("imports_senders_expect_no_more", "imports.load", ACT, objects="senders of the viewer's council"),
    Route("matching", "people.match", discloses="matching.list_viewed"),
    Route(
        "matching_row",
        "people.match",
        ASK_AND_ACT,
        objects="held rows of the viewer's council's lists",
        discloses="matching.rivals_viewed",
    ),
    Route("matching_undo", "people.match", ACT, objects="rows of the viewer's council's lists"),
    Route("conflicts", "status.resolve", discloses="tracking.conflicts_viewed"),
    Route(
        "conflicts_one",
        "status.resolve",
        ASK_AND_ACT,
        objects="open conflicts of the viewer's council",
        discloses="tracking.conflict_viewed",
    ),
    Route("chase", "chase.work", objects="young people whom the viewer's council tracks", discloses="chase.viewed"),
    Route(
        "chase_attempt",
        "contact.record",
        ASK_AND_ACT,
        objects="young people of the viewer's council",
        discloses="person.viewed",
    ),
    Route(
        "chase_visits",
        "chase.work",
        objects="young people whom the viewer's council tracks",
        discloses="chase.visits_listed",
    ),
    Route("schools", "school_list.view", objects="schools of the viewer's council, a school lead's own alone"),
    Route(
        "schools_school",
        "school_list.view",
        objects="pupils of the viewer's council, a school lead's own alone",
        discloses="school_list.viewed",
    ),
    Route(
        "schools_none",
        "school_list.view",
        objects="pupils of the viewer's council who have no school",
        discloses="school_list.viewed",
    ),
    Route("schools_score", "risk.set_scheme", ACT),
    Route("schools_open", "school_list.open", ASK_AND_ACT),
    Route("schools_runs", "risk.view"),
    Route("schools_recompute", "risk.set_scheme", ACT, objects="scorings of the viewer's council"),
    Route("schools_list", "school_list.view", objects=LISTS, discloses="school_list.viewed"),
    Route("schools_line", "school_list.view", ASK_AND_ACT, objects=LISTS, discloses="school_list.viewed"),
    Route("schools_add", "school_list.review", ASK_AND_ACT, objects=LISTS, discloses="school_list.viewed"),
    Route("schools_sign", "school_list.review", ASK_AND_ACT, objects=LISTS),
    Route("schools_reopen", "school_list.open", ASK_AND_ACT, objects=LISTS),
    Route("schools_changes", "school_list.view", objects=LISTS, discloses="school_list.viewed"),
    Route("schools_allocate", "caseload.allocate", ASK_AND_ACT, objects=LISTS, discloses="school_list.viewed"),
    Route("objections", "risk.decide_objection", discloses="objections.viewed"),
    Route(
        "objections_decide",
        "risk.decide_objection",
        ASK_AND_ACT,
        objects="objections of the viewer's council",
        discloses="objections.viewed",
    ),
    Route("people_objection", "risk.record_objection", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_extra_help", "risk.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("returns", "return.view"),
    Route("returns_build", "return.build", ASK_AND_ACT),
    Route("returns_run", "return.view", objects="returns of the viewer's council"),
    Route(
        "returns_problems",
        "return.view",
        objects="returns of the viewer's council",
        discloses="returns.problems_viewed",
    ),
    Route(
        "returns_differences",
        "return.view",
        objects="returns of the viewer's council",
        discloses="returns.differences_viewed",
    ),
    Route("returns_sign", "return.sign", ASK_AND_ACT, objects="returns of the viewer's council"),
    Route("returns_upload", "return.sign", ASK_AND_ACT, objects="returns of the viewer's council"),
    Route("returns_file", "files.download", objects="returns of the viewer's council", discloses="returns.taken_out"),
    Route("programmes", "programmes.figures", objects="runs of the viewer's council, without anybody in them"),
    Route("programmes_plans", "programmes.work"),
    Route("programmes_plan_add", "programmes.plan", ASK_AND_ACT),
    Route("programmes_plan", "programmes.work", objects=PROGRAMMES),
    Route("programmes_plan_change", "programmes.plan", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_stage_add", "programmes.plan", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_stage_change", "programmes.plan", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_question_add", "programmes.plan", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_run_plan", "programmes.plan", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_reasons", "programmes.plan", ASK_AND_ACT),
    Route("programmes_reason_close", "programmes.plan", ACT, objects=PROGRAMMES),
    Route("programmes_run", "programmes.work", objects=PROGRAMMES, discloses="programmes.people_viewed"),
    Route("programmes_enrol", "programmes.work", objects=PROGRAMMES, discloses="people.searched"),
    Route("programmes_enrol_one", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route(
        "programmes_register", "programmes.work", ASK_AND_ACT, objects=PROGRAMMES, discloses="programmes.people_viewed"
    ),
    Route("programmes_session_off", "programmes.work", ASK_AND_ACT, objects=PROGRAMMES),
    Route("programmes_person", "programmes.work", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_stage_done", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_outcome", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_confidence", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_leave", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_take_back", "programmes.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("programmes_figures", "programmes.figures", objects=PROGRAMMES),
    Route("programmes_funnel_chart", "programmes.figures", objects=PROGRAMMES),
    Route("programmes_confidence_chart", "programmes.figures", objects=PROGRAMMES),
    # Figures, never people: whoever may not see people is given them with small numbers hidden.
    Route("rates", "rates.view"),
    Route("rates_chart", "rates.view"),
    Route("rates_released", "rates.view"),
    Route("rates_benchmark", "rates.view"),
    Route("rates_benchmark_chart", "rates.view"),
    Route("rates_years", "rates.view"),
    Route("rates_years_chart", "rates.view"),
    Route("standards_assumed", "rates.view"),
    Route("studies", "studies.view", objects="studies of the viewer's council"),
    Route("studies_freeze", "studies.run", ASK_AND_ACT),
    Route("studies_study", "studies.view", objects="studies of the viewer's council"),
    Route("studies_run", "studies.run", ACT, objects="studies of the viewer's council"),
    Route("studies_chart", "studies.view", objects="studies of the viewer's council"),
    Route(
        "studies_people", "studies.people", objects="studies of the viewer's council", discloses="study.people_viewed"
    ),
    Route("impact", "impact.view", objects=IMPACT),
    Route("impact_make", "impact.make", ASK_AND_ACT),
    Route("impact_report", "impact.view", objects=IMPACT, discloses="impact.seen"),
    Route("impact_lock", "impact.make", ACT, objects=IMPACT),
    Route("impact_since", "impact.make", objects=IMPACT),
    Route("impact_rows", "impact.make", objects=IMPACT, discloses="impact.rows_seen"),
    Route("impact_chart", "impact.view", objects=IMPACT),
    Route("impact_stories", "impact.make", objects=IMPACT, discloses="impact.stories_seen"),
    Route("impact_story_find", "impact.make", objects=IMPACT, discloses="people.searched"),
    Route("impact_story_write", "impact.make", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("impact_story_check", "impact.make", ASK_AND_ACT, objects=IMPACT, discloses="impact.stories_seen"),
    Route("impact_story_withdraw", "impact.make", ASK_AND_ACT, objects=IMPACT, discloses="impact.stories_seen"),
    Route("impact_take", "impact.view", objects=IMPACT, discloses="impact.taken_out"),
    Route("impact_release", "impact.make", ASK_AND_ACT, objects=IMPACT),
    # The room commits to the log what goes to whom, before a byte of it does.
    Route("impact_released", "impact.make", objects=IMPACT, discloses="impact.taken_out"),
    Route("users", "users.view", objects="people with a role in the viewer's council"),
    Route("users_invite", "users.manage", ASK_AND_ACT),
    Route("users_change", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_suspend", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_second_step", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_restore", "users.manage", ACT, objects="people with a role in the viewer's council"),
    Route("users_invite_again", "users.manage", ACT, objects="people with a role in the viewer's council"),
)

OWN_REFERRALS = "referrals of the viewer's council, an adviser's own alone"
PANELS = "panels of the viewer's council"

REFERRALS = (
    # What anybody may do at the public door; nothing of what is held is shown there.
    Route("refer", ANYONE),
    Route("refer_council", ANYONE, objects="councils that take referrals"),
    Route("refer_form", ANYONE, ASK_AND_ACT, objects="councils that take referrals"),
    Route("refer_sent", ANYONE, objects="the receipt in the address, which we signed"),
    Route("refer_status", ANYONE, ASK_AND_ACT, objects="how far the one referral has got that the secret was made for"),
    Route("referrals", "referrals.view", discloses="referrals.listed"),
    Route("referrals_one", "referrals.view", objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_accept", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_decline", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_ask", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_reply", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_withdraw", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_pass_on", "referrals.triage", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_tell", "referrals.view", ASK_AND_ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_link", "referrals.view", ACT, objects=OWN_REFERRALS, discloses="referral.viewed"),
    Route("referrals_file", "referrals.triage", objects=OWN_REFERRALS, discloses="referral.taken_out"),
    Route("referrals_panels", "referrals.triage"),
    Route("referrals_panels_call", "referrals.triage", ASK_AND_ACT),
    Route("referrals_panel", "referrals.triage", objects=PANELS, discloses="panel.viewed"),
    Route("referrals_panel_add", "referrals.triage", ASK_AND_ACT, objects=PANELS, discloses="panel.viewed"),
    Route("referrals_panel_close", "referrals.triage", ASK_AND_ACT, objects=PANELS, discloses="panel.viewed"),
    Route("referrals_panel_decide", "referrals.triage", ASK_AND_ACT, objects=PANELS, discloses="panel.viewed"),
    Route("referrals_panel_action", "referrals.triage", ASK_AND_ACT, objects=PANELS, discloses="panel.viewed"),
    Route("referrals_panel_done", "referrals.triage", ACT, objects=PANELS),
    Route("referrals_drop_ins", "referrals.view"),
    Route("referrals_drop_ins_add", "referrals.triage", ASK_AND_ACT),
    Route("referrals_drop_ins_end", "referrals.triage", ASK_AND_ACT, objects="drop-ins of the viewer's council"),
    Route("referrals_agreements", "referrals.triage"),
    Route("referrals_agreements_add", "agreements.make", ASK_AND_ACT),
    Route("referrals_agreements_end", "agreements.make", ASK_AND_ACT, objects="agreements of the viewer's council"),
)

POTS = "pots of the viewer's council"
SUPPORT = "requests for young people whom the viewer may see in their council"

FUNDS = (
    # A pot and its statement name nobody: a line leads to a request, which is shown to whoever may see that person.
    Route("funds", "funds.view"),
    Route("funds_open", "funds.approve", ASK_AND_ACT),
    Route("funds_pot", "funds.view", objects=POTS),
    Route("funds_pot_chart", "funds.view", objects=POTS),
    Route("funds_report", "funds.approve", objects=POTS),
    Route("funds_report_file", "funds.approve", ACT, objects=POTS),
    Route("funds_agreement", "funds.approve", ASK_AND_ACT, objects=POTS),
    Route("funds_requests", "funds.view", discloses="funds.requests_viewed"),
    Route("funds_request", "funds.view", objects=SUPPORT, discloses="person.viewed"),
    Route("funds_change", "funds.ask", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_approve", "funds.approve", ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_refuse", "funds.approve", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_send_back", "funds.approve", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_pay", "funds.ask", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_take_back", "funds.approve", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_receipt_add", "funds.ask", ASK_AND_ACT, objects=SUPPORT, discloses="person.viewed"),
    Route("funds_receipt", "funds.view", objects=SUPPORT, discloses="funds.receipt_taken_out"),
    Route("people_support", "funds.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_support_ask", "funds.ask", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
)

VOICES = "entries of the viewer's council; one that nobody has looked at, a manager's alone"
COMPLAINTS = "complaints to the viewer's council"

VOICE = (
    # What anybody may do with no account: say something, complain, read what was let out after a second look.
    Route("say", ANYONE),
    Route("say_council", ANYONE, objects="councils that have a participation service here"),
    Route("say_form", ANYONE, ASK_AND_ACT, objects="councils that have a participation service here"),
    Route("say_sent", ANYONE, objects="the receipt in the address, which we signed"),
    Route("say_status", ANYONE, ASK_AND_ACT, objects="how far the one thing has got whose reference is typed"),
    Route("you_said", ANYONE, objects="words of a council that were let out after a second look"),
    Route("voice", "voice.work", discloses="voice.listed"),
    Route("voice_add", "voice.work", ASK_AND_ACT),
    Route("voice_one", "voice.work", objects=VOICES, discloses="voice.viewed"),
    Route("voice_sort", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_space", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_voice", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_audience", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_decide", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_tell", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_done", "voice.work", ACT, objects=VOICES),
    Route("voice_reopen", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_set_aside", "voice.manage", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_write", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_release", "voice.release", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_take_down", "voice.work", ASK_AND_ACT, objects=VOICES, discloses="voice.viewed"),
    Route("voice_complaints", "voice.manage", discloses="complaints.listed"),
    Route("voice_complaint", "voice.manage", objects=COMPLAINTS, discloses="complaint.viewed"),
    Route("voice_acknowledge", "voice.manage", ASK_AND_ACT, objects=COMPLAINTS, discloses="complaint.viewed"),
    Route("voice_answer", "voice.manage", ASK_AND_ACT, objects=COMPLAINTS, discloses="complaint.viewed"),
    Route("voice_hand_over", "voice.manage", ASK_AND_ACT, objects=COMPLAINTS, discloses="complaint.viewed"),
    Route("voice_learn", "voice.manage", ASK_AND_ACT, objects=COMPLAINTS, discloses="complaint.viewed"),
)

OWN_RECORD = "the one young person whose visit it is"

OWN_PAGES = (
    # Every answer to a code that lets nobody in is the same, and shows nothing.
    Route("own_code", ANYONE, ASK_AND_ACT, objects="the one young person whom the code was made for"),
    Route("own_left", ANYONE),
    Route("own_home", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_plan", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_tick", OWN, ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_say", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_dates", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_options", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_record", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_looks", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_choices", OWN, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_answer", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_object", OWN, ASK_AND_ACT, objects=OWN_RECORD, discloses="own.viewed"),
    Route("own_leave", OWN, ACT, objects=OWN_RECORD),
    Route("codes", "caseload.work", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("codes_cancel", "caseload.work", ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("codes_card", "caseload.work", ASK_AND_ACT),
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

ROUTES: tuple[Route, ...] = (*ABOUT, *ACCOUNT, *COUNCIL, *REFERRALS, *FUNDS, *VOICE, *OWN_PAGES, *HELD)

_BY_NAME = {route.name: route for route in ROUTES}


def find_route(name: str) -> Route | None:
    """Return the policy row of a named route, or None where it has none and so is shut."""
    return _BY_NAME.get(name)

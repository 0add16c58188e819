"""What helps somebody on: the directory, the Charter, programmes, referrals and the support fund."""

from towpath.web.policy.route import ACT, ANYONE, ASK_AND_ACT, YOUNG_PEOPLE, Route

PROGRAMMES = "programmes of the viewer's council, their runs and sessions"

SUPPORT = (
    # The directory is about nobody; what somebody applied for is.
    Route("directory", "directory.view", objects="entries of the viewer's council"),
    Route("directory_opening", "directory.view", objects="entries of the viewer's council"),
    Route("directory_check", "directory.edit", ACT, objects="entries of the viewer's council"),
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
REQUESTS = "requests for young people whom the viewer may see in their council"

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
    Route("funds_request", "funds.view", objects=REQUESTS, discloses="person.viewed"),
    Route("funds_change", "funds.ask", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_approve", "funds.approve", ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_refuse", "funds.approve", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_send_back", "funds.approve", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_pay", "funds.ask", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_take_back", "funds.approve", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_receipt_add", "funds.ask", ASK_AND_ACT, objects=REQUESTS, discloses="person.viewed"),
    Route("funds_receipt", "funds.view", objects=REQUESTS, discloses="funds.receipt_taken_out"),
    Route("people_support", "funds.view", objects=YOUNG_PEOPLE, discloses="person.viewed"),
    Route("people_support_ask", "funds.ask", ASK_AND_ACT, objects=YOUNG_PEOPLE, discloses="person.viewed"),
)

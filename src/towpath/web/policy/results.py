"""What came of it: rates, studies, impact reports, and what young people said."""

from towpath.web.policy.route import ACT, ANYONE, ASK_AND_ACT, YOUNG_PEOPLE, Route

PLANS = "improvement plans of the viewer's council"
IMPACT = "impact reports of the viewer's council"

RESULTS = (
    # Figures, never people: whoever may not see people is given them with small numbers hidden.
    Route("rates", "rates.view"),
    Route("rates_chart", "rates.view"),
    Route("rates_released", "rates.view"),
    Route("rates_benchmark", "rates.view"),
    Route("rates_benchmark_chart", "rates.view"),
    Route("rates_years", "rates.view"),
    Route("rates_years_chart", "rates.view"),
    Route("rates_neet", "rates.view"),
    Route(
        "rates_neet_people", "people.search", objects="young people of the viewer's council", discloses="neet.listed"
    ),
    Route("rates_plans", "improvement.view", objects=PLANS),
    Route("rates_plan_begin", "improvement.work", ASK_AND_ACT),
    Route("rates_plan", "improvement.view", objects=PLANS),
    Route("rates_plan_chart", "improvement.view", objects=PLANS),
    Route("rates_plan_sheet", "improvement.view", objects=PLANS),
    Route("rates_plan_add", "improvement.work", ASK_AND_ACT, objects=PLANS),
    Route("rates_plan_action", "improvement.view", objects=PLANS),
    Route("rates_plan_note", "improvement.work", ASK_AND_ACT, objects=PLANS),
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

"""How a young person's own record is said to them: short words, no initials, and nothing of anybody else."""

from towpath.rules.applications import Stage

MENU = (
    ("My adviser", "own_home"),
    ("My plan", "own_plan"),
    ("My dates", "own_dates"),
    ("My options", "own_options"),
    ("My record", "own_record"),
    ("My choices", "own_choices"),
)

STAGES = {
    Stage.SHORTLISTED: "On your list",
    Stage.APPLIED: "You applied",
    Stage.OFFERED: "They offered you a place",
    Stage.ACCEPTED: "You said yes",
    Stage.STARTED: "You started",
    Stage.SIX_WEEKS: "You are still there",
    Stage.REFUSED: "They did not offer you a place",
    Stage.TURNED_DOWN: "You said no",
    Stage.LEFT: "You left",
}

WHOSE = {
    "young_person": "You do this",
    "adviser": "Your adviser does this",
    "family": "Your family does this",
    "somebody_else": "Somebody else does this",
}

CHECKS = {
    "summer": "We ask if you still want to go",
    "first_week": "We ask how your first week was",
    "six_weeks": "We ask how the first six weeks went",
}

KINDS = {
    "names": "Your name",
    "birth_date": "When you were born",
    "numbers": "Numbers you go by, like your pupil number",
    "address": "Where you live",
    "contact": "Your phone number or email",
    "school": "Your school or college",
    "about": "Facts about you, like your ethnic group and the help you need to learn",
    "sharing": "That you or your family asked schools to tell us less",
}

SAID = {
    "done": "You said this step is done",
    "added": "You told us",
    "wrong": "You said this is wrong",
    "objection": "You said no to being scored",
}

SAID_TO_STAFF = {
    "done": "Says this step is done",
    "added": "Added",
    "wrong": "Says something is wrong",
    "objection": "Objects to being scored for extra help",
}
ABOUT_TO_STAFF = {
    "plan": "the plan",
    "dates": "their dates",
    "options": "their options",
    "record": "what is held about them",
    "choices": "their choices",
}

TELL_US = {
    "plan": ("Tell us about your plan", "own_plan", "Back to my plan"),
    "dates": ("Tell us about your dates", "own_dates", "Back to my dates"),
    "options": ("Tell us about your options", "own_options", "Back to my options"),
    "record": ("Tell us about your record", "own_record", "Back to my record"),
}

ANSWERED = {
    "yes": "You said yes to working with an adviser.",
    "no": "You said no to working with an adviser.",
    "withdrawn": "You said you want to stop working with an adviser.",
}

DONE = {
    "ticked": "Well done. We told your adviser.",
    "said": "Thank you. We told your adviser. They will look at it in the next 7 days.",
    "answered": "Thank you. We wrote down what you said, and told your adviser.",
    "objected": "Thank you. We do not score you now. A person will decide in the next 14 days, and tell you why.",
    "enough": "You have told us a lot today. Please tell your adviser the rest.",
    "gone": "Your plan has changed, or you told us that before. Here it is now.",
}

CODES = {
    "waiting": "Not used yet",
    "used": "Used",
    "locked": "Locked",
    "cancelled": "Cancelled",
    "expired": "Too old",
}

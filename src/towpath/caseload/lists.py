"""The lists of casework that a council may change, kept as it comes in `lists.csv`."""

from towpath.organisation.lists import ChoiceList, shipped

OPENED_IN_ERROR = "opened_in_error"

_SHIPPED = shipped("towpath.caseload")

NEEDS = ChoiceList("need", "Parts of life that are asked about", _SHIPPED["need"])
BARRIERS = ChoiceList("barrier", "Barriers", _SHIPPED["barrier"])
BARRIER_CLOSINGS = ChoiceList("barrier_closing", "Why a barrier is closed", _SHIPPED["barrier_closing"])
CASE_CLOSINGS = ChoiceList("case_closing", "Why a case is closed", _SHIPPED["case_closing"])
SKILLS = ChoiceList("skill", "Skills of staff", _SHIPPED["skill"])
VOICE_THEMES = ChoiceList("voice_theme", "What young people talk about", _SHIPPED["voice_theme"])

LISTS = (NEEDS, BARRIERS, BARRIER_CLOSINGS, CASE_CLOSINGS, SKILLS, VOICE_THEMES)

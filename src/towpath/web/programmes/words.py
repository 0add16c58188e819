"""What the codes of programmes are called on a page."""

STAGE_KINDS = {
    "classroom": "In a classroom",
    "placement": "On placement",
    "interview": "An interview",
    "other": "Something else",
}
WEEKDAYS = {
    "1": "Monday",
    "2": "Tuesday",
    "3": "Wednesday",
    "4": "Thursday",
    "5": "Friday",
    "6": "Saturday",
    "7": "Sunday",
}
MARKS = {"present": "Present", "late": "Late", "absent": "Absent", "agreed": "Away, agreed"}
JOINED_AS = {"young_person": "Young person", "adult": "Adult learner", "family": "Family of a young person"}
JOINED_AS_MANY = {"young_person": "Young people", "adult": "Adult learners", "family": "Members of a family"}
OUTCOMES = {
    "job": "A job",
    "apprenticeship": "An apprenticeship",
    "course": "A course",
    "qualification": "A qualification",
    "volunteering": "Volunteering",
}
REASON_USES = {"absence": "For being away from a session", "leaving": "For leaving early"}
MOMENTS = {"before": "Before it began", "after": "After it ended"}
KNOWN = {"no": "No", "yes": "Yes", "unknown": "Not known"}

"""What the course directory writes for each way of studying, and what a council may write of each rule for starting."""

STUDY_MODES = {
    "full_time": ("full-time", "full time"),
    "part_time": ("part-time", "part time"),
    "flexible": ("flexible",),
}

START_RULES = {
    "roll_on": ("any time", "roll-on", "roll on", "roll-on roll-off", "flexible"),
    "september": ("september only", "september"),
    "fixed_date": ("fixed date", "on the start date"),
}

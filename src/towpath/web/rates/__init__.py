"""The council's own rates month by month, and how its published figures stand among other councils'."""

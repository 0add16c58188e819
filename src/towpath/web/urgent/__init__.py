"""Urgent looks: at what a role does not see of one person, for a while and for a reason, which a manager reviews."""

"""What can be done to what we hold of people."""

from towpath.people.actions.recording import plan_people, record_people, record_person

__all__ = ["plan_people", "record_people", "record_person"]

"""What can be done to what we hold of people."""

from towpath.people.actions.recording import record_people, record_person

__all__ = ["record_people", "record_person"]

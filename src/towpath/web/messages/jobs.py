"""Send what waits, and ask of everybody once more, when their message is claimed, what bars it."""

from datetime import date

from towpath.access import Viewer
from towpath.contact import jobs
from towpath.contact.planning import Barred
from towpath.contact.sent import Message
from towpath.jobs.running import Outcome, Running
from towpath.rules.access import MANAGER
from towpath.web.messages.barring import barred_among


def send_messages(running: Running) -> Outcome:
    """Send what waits of one council; see `towpath.contact.jobs.send_messages`."""

    def look(message: Message, on: date) -> tuple[Viewer, Barred]:
        # No page: whoever drafted it may have left since, and a reason to stop holds whoever may read it.
        viewer = Viewer(
            user_id=0, user=running.by.user, name="", organisation_id=message.organisation_id,
            organisation=message.organisation.code,
            role=MANAGER,
        )  # fmt: skip
        return viewer, barred_among(viewer, [message.person_id], on)

    return jobs.send_messages(running, look)

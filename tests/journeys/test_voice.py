"""From said to did: somebody speaks on a phone, a manager looks, it is heard, changed, told, and read by anybody."""

from collections.abc import Callable

from django.urls import reverse

from tests.factories.moments import DAY
from tests.factories.voice import finish, hear, make_complaint, make_suggestion, make_voice, publish, voice_ids
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.organisation.models import Organisation
from towpath.voice.models import Complaint, VoiceEntry


def types_a_day(someone: Visitor, name: str, *, day: str, month: str) -> None:
    for part, typed in (("day", day), ("month", month), ("year", "2026")):
        someone.page.locator(f"#{name}-{part}").fill(typed)


def test_what_somebody_said_is_heard_changed_told_and_read_by_anybody(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a young person on a phone, with no account and no name
    young = visitor(width=PHONE).goes_to("/say/saltmarsh/").sees("Tell us what you think").finds_no_fault()
    young.takes_picture("say")
    young.follows("Tell us something").sees("Tell us what you think").finds_no_fault().takes_picture("say-form")
    young.presses("Send").finds_no_fault()
    assert "There is a problem" in young.text()
    young.page.get_by_label("What do you want to say?").fill("I am Kit. Text before you ring, I never pick up.")
    young.presses("Send").sees("We have it").finds_no_fault().takes_picture("say-sent")
    row = VoiceEntry.objects.get()
    assert "reads it by 4 February 2026" in young.text()

    # When a manager looks at it, takes the name out, and gives it to an adviser
    manager = visitor(staff["manager"], width=PHONE).goes_to("/voice/").sees("What young people said")
    manager.finds_no_fault().takes_picture("voice-new")
    manager.follows("I am Kit. Text before").sees("What they said").finds_no_fault()
    manager.follows("Look at it and sort it").sees("Look at what was sent").finds_no_fault()
    manager.takes_picture("voice-sort")
    manager.page.get_by_label("What did they say?").fill("Text before you ring. I never pick up.")
    manager.page.get_by_label("How we keep in touch", exact=True).check()
    manager.page.get_by_label("Who follows it up?").select_option(label="Adaeze Okafor")
    manager.presses("Save").sees("What they said").finds_no_fault()

    # Then the adviser fills the four parts, one after another
    adviser = visitor(staff["adviser"], width=PHONE).goes_to("/voice/").follows("Text before you ring")
    adviser.sees("What they said").finds_no_fault().takes_picture("voice-said")
    assert "Kit" not in adviser.text()
    adviser.follows("Fill in space").sees("Space").finds_no_fault().takes_picture("voice-space")
    adviser.page.get_by_label("How was it made safe").fill("The form asks for no name, and is always open.")
    adviser.presses("Save").follows("Fill in voice")
    adviser.page.get_by_label("How could they say it").fill("In their own words, on their own phone.")
    adviser.presses("Save").follows("Fill in audience")
    adviser.page.get_by_label("Who has the power to change it?").fill("Head of the service")
    adviser.presses("Save").sees("What they said").finds_no_fault()
    assert "An answer by 14 Feb 2026" in adviser.text()
    adviser.follows("Say what was decided").sees("What was decided").takes_picture("voice-decide")
    adviser.page.get_by_label("It has changed", exact=True).check()
    adviser.page.get_by_label("What changes, or why can it not?").fill("Every adviser texts before a first call.")
    adviser.presses("Save").finds_no_fault()
    assert "Give the day on which it changed" in adviser.text()
    types_a_day(adviser, "changed_date", day="31", month="January")
    adviser.presses("Save").sees("What they said").follows("Tell the young people").finds_no_fault()
    adviser.page.get_by_label("How were they told, and by whom?").fill("On a poster in the drop-in")
    adviser.page.get_by_label("They were not asked").check()
    adviser.presses("Save").sees("What they said").finds_no_fault().takes_picture("voice-told")
    adviser.presses("Call it done").sees("What they said").finds_no_fault()
    assert "Done: said, heard, decided and told." in adviser.text()

    # And writes the public words, which the manager reads before anybody can
    adviser.follows("Write the words for the public page").sees("Words for the public page").finds_no_fault()
    adviser.takes_picture("voice-write")
    adviser.page.get_by_label("You said", exact=True).fill("Text us before you ring.")
    adviser.page.get_by_label("We did, we will, or we cannot because").fill("Every adviser texts before a first call.")
    adviser.presses("Save").sees("What they said").finds_no_fault()
    young.goes_to("/you-said-we-did/saltmarsh/").sees("You said, we did").finds_no_fault()
    assert "There is nothing here yet" in young.text()
    manager.goes_to("/voice/").follows("Text us before you ring").sees("Read every word").finds_no_fault()
    manager.takes_picture("voice-second-look")
    manager.page.get_by_label("I have read every word, and nobody can be picked out").check()
    manager.presses("Put it on the public page").sees("What they said").finds_no_fault()
    manager.takes_picture("voice-public")

    # And the young person reads it, and how far theirs has got
    young.goes_to("/you-said-we-did/saltmarsh/").finds_no_fault().takes_picture("you-said")
    assert "Every adviser texts before a first call." in young.text()
    assert "Done on the same day." in young.text()
    young.goes_to("/say/saltmarsh/how-far/").fills({"Your reference": row.reference}).presses("Show me")
    young.sees("How far it has got").finds_no_fault().takes_picture("say-how-far")
    assert "This is done." in young.text()


def test_a_complaint_is_acknowledged_answered_and_learnt_from_without_script(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a complaint on a phone whose browser runs no script
    young = visitor(width=PHONE, script=False).goes_to("/say/saltmarsh/complaint/").sees("Make a complaint")
    young.finds_no_fault().takes_picture("complain")
    young.page.get_by_label("What went wrong?").fill("Nobody rang me back for three weeks.")
    young.presses("Send").sees("We have it").finds_no_fault()
    row = Complaint.objects.get()

    # When the manager whose task it is acknowledges and answers it
    manager = visitor(staff["manager"], width=PHONE).goes_to("/today/")
    assert f"Acknowledge complaint {row.reference[:4]}-{row.reference[4:]}" in manager.text()
    manager.goes_to("/voice/complaints/").sees("Complaints").finds_no_fault().takes_picture("complaints")
    manager.follows(f"{row.reference[:4]}-").finds_no_fault().takes_picture("complaint")
    manager.follows("Tell them that we have it").sees("Tell them that we have it").finds_no_fault()
    manager.page.get_by_label("How did you tell them").fill("They left no way to reach them.")
    manager.presses("Save").follows("Put what it teaches in the voice register").finds_no_fault()
    manager.page.get_by_label("What does it teach us?").fill("Ring back when you say you will.")
    manager.page.get_by_label("How we keep in touch", exact=True).check()
    manager.page.get_by_label("Who follows it up?").select_option(label="Adaeze Okafor")
    manager.presses("Save").follows("Answer it").sees("Answer the complaint").finds_no_fault()
    manager.page.get_by_label("They were right", exact=True).check()
    manager.page.get_by_label("What were they told?").fill("We are sorry. We ring back within two days now.")
    manager.presses("Save").finds_no_fault().takes_picture("complaint-answered")

    # Then the reference says so, and the adviser finds what it taught and no complaint
    young.goes_to("/say/saltmarsh/how-far/").fills({"Your reference": row.reference}).presses("Show me")
    assert "Your complaint was answered." in young.text()
    adviser = visitor(staff["adviser"], width=PHONE).goes_to("/voice/").finds_no_fault()
    assert "Ring back when you say you will." in adviser.text()
    assert "Complaints" not in adviser.text()


def test_the_pages_of_voice_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    ids = voice_ids(saltmarsh, staff["adviser"])
    shown, waiting = (make_voice(saltmarsh, staff["adviser"], sending=name) for name in ("two", "three"))
    finish(shown)
    publish(shown, viewer_for(staff["data_lead"], saltmarsh, DAY))
    hear(waiting)
    make_suggestion(saltmarsh)
    make_complaint(saltmarsh, sending="another")
    someone, manager = visitor(width=EVERY_WIDTH), visitor(staff["manager"], width=EVERY_WIDTH)
    for name in ("say_council", "say_status", "you_said"):
        someone.goes_to(reverse(name, args=["saltmarsh"])).finds_no_fault().takes_picture(name)
    for form in ("suggestion", "complaint"):
        someone.goes_to(reverse("say_form", args=["saltmarsh", form])).finds_no_fault().takes_picture(f"say-{form}")
    for name in ("voice", "voice_add", "voice_complaints"):
        manager.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    for name in ("one", "sort", "space", "voice", "audience", "decide", "tell", "set_aside", "write", "release"):
        address = reverse(f"voice_{name}", args=[ids["entry_id"]])
        manager.goes_to(address).finds_no_fault().takes_picture(f"voice-{name}")
    manager.goes_to(reverse("voice_reopen", args=[shown.pk])).finds_no_fault()
    manager.goes_to(reverse("voice_take_down", args=[shown.pk])).finds_no_fault()
    for name in ("complaint", "acknowledge", "answer", "hand_over", "learn"):
        address = reverse(f"voice_{name}", args=[ids["complaint_id"]])
        manager.goes_to(address).finds_no_fault().takes_picture(f"voice-{name}")

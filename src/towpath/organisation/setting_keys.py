"""Every choice a council has: its key, its default, what it may be, and the words it is asked in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from towpath.rules.activity_survey import DEFAULT_COLUMNS, wrong_with_columns
from towpath.rules.dates import day_words
from towpath.rules.residence import is_postcode_area, postcode_areas
from towpath.rules.retention import CATEGORIES as RETENTION
from towpath.standards.risk import load_schemes

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class SettingKey:
    """
    One choice. The default's type is the only type it takes.

    `least` and `most` bound a number; `one_of` lists the words a text may be; `wrong_with` says what is wrong with a
    text, and what to do, or nothing.
    """

    key: str
    default: Value
    words: str
    least: float | None = None
    most: float | None = None
    one_of: tuple[str, ...] = ()
    wrong_with: Callable[[str], str] = lambda text: ""


class SettingRefusedError(ValueError):
    """The key is not known, or the value is not one it may have; `advice` is what to do."""

    def __init__(self, said: str, advice: str) -> None:
        super().__init__(f"{said} {advice}")
        self.advice = advice


OPENS, CLOSES = "messages.opens_hour", "messages.closes_hour"


TOGETHER: Mapping[str, frozenset[str]] = {OPENS: frozenset({CLOSES}), CLOSES: frozenset({OPENS})}
"""Which other settings each has to agree with."""


def refuse_together(key: str, chosen: Mapping[str, Value], day: date) -> None:
    """
    Return only where a setting agrees with the others as they would be with it on a day.

    :raises SettingRefusedError: nobody could ever be written to
    """
    if key in (OPENS, CLOSES) and int(chosen[OPENS]) >= int(chosen[CLOSES]):
        hours = f"from {chosen[OPENS]}:00 until {chosen[CLOSES]}:00"
        advice = f"On {day_words(day)} messages would go {hours}. Choose a first hour before the last."
        raise _refused(key, chosen[key], advice)


def _wrong_with_postcodes(listed: str) -> str:
    wrong = [each for each in postcode_areas(listed) if not is_postcode_area(each)]
    if not wrong:
        return ""
    return (
        f"{wrong[0]!r} is not a postcode area, district or sector, such as SB, SB9 or SB9 8. Put commas between them."
    )


def _wrong_with_address(address: str) -> str:
    if not address or _ADDRESS.fullmatch(address):
        return ""
    return f"{address!r} is not the start of a safe web address. Give https:// and a name, and nothing after it."


_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")

SETTING_KEYS: tuple[SettingKey, ...] = (
    SettingKey(
        "ledger.conflict_days",
        14,
        "Days within which a different source saying otherwise is held for a person instead of being believed",
        least=0,
        most=92,
    ),
    SettingKey(
        "neet.not_known_breaks_run",
        True,
        "A gap in which a young person's activity was not known ends an unbroken run of NEET",
    ),
    SettingKey(
        "residence.postcodes",
        "",
        "Postcode areas, districts or sectors that lie in the council, with commas between: whoever a list brings from "
        "elsewhere is not counted as living here. Empty takes everybody to live here until somebody says otherwise",
        wrong_with=_wrong_with_postcodes,
    ),
    SettingKey("contact.neet_days", 30, "Days within which a young person who is NEET should be contacted", 1, 366),
    SettingKey(
        "contact.not_known_days", 14, "Days within which somebody whose activity is not known is next tried", 1, 366
    ),
    SettingKey(
        "messages.text_by",
        "nobody",
        "How text messages leave: nobody keeps the channel shut, outbox shows them on a page and sends nothing, notify "
        "hands them to GOV.UK Notify",
        one_of=("nobody", "outbox", "notify"),
    ),
    SettingKey(
        "messages.email_by",
        "nobody",
        "How e-mails leave: nobody keeps the channel shut, outbox shows them on a page and sends nothing, smtp hands "
        "them to the mail server that the installation names, notify to GOV.UK Notify",
        one_of=("nobody", "outbox", "smtp", "notify"),
    ),
    SettingKey(
        "messages.notify_text_template",
        "",
        "The id of your template for texts at GOV.UK Notify, which holds ((message)) alone",
    ),
    SettingKey(
        "messages.notify_email_template",
        "",
        "The id of your template for e-mails at GOV.UK Notify, which holds ((subject)) and ((message)) alone",
    ),
    SettingKey(OPENS, 9, "The hour from which messages go and people are rung", 0, 23),
    SettingKey(CLOSES, 20, "The hour from which none goes and nobody is rung until morning", 1, 24),
    SettingKey("messages.most_a_day", 500, "Messages that go in one day at the most, letters apart", 1, 100_000),
    SettingKey(
        "messages.most_attempts",
        6,
        "Attempts since somebody last answered after which no message goes by a list",
        1,
        50,
    ),
    SettingKey("messages.text_pence", 3, "What one part of a text message costs, in pence", 0, 100),
    SettingKey(
        "desk.lapsing_days", 30, "Days before it lapses that a status stands on the list of those lapsing", 1, 92
    ),
    SettingKey(
        "desk.silent_months", 4, "Months in which somebody NEET or not known, or their family, is talked to", 1, 24
    ),
    SettingKey("desk.retry_months", 3, "Months for which whoever refused, or asked it, is left alone", 1, 24),
    SettingKey("attempts.most", 3, "Times that somebody is tried by one channel before it is left for a while", 1, 20),
    SettingKey("attempts.days", 14, "Days in which those tries are counted", 1, 92),
    SettingKey("attempts.unanswered", 2, "Tries without an answer after which another way is proposed", 1, 10),
    SettingKey(
        "guarantee.carry_over_days",
        0,
        "Days after 31 October in which news of the September Guarantee still counts in your own figures",
        least=0,
        most=150,
    ),
    SettingKey(
        "leaver_notice.follow_up_days",
        5,
        "Working days within which a provider’s notice that somebody left is followed up; no law says how many",
        least=1,
        most=60,
    ),
    SettingKey(
        "activity_survey.columns",
        DEFAULT_COLUMNS,
        "Columns of the activity survey’s file, each as its heading, = and what it holds, with commas between. "
        "The layout is not published to us, so check it with whoever asks for the file",
        wrong_with=wrong_with_columns,
    ),
    SettingKey("dip_sample.size", 5, "Confirmations of each officer that somebody else looks at each month", 1, 50),
    SettingKey("referrals.answer_days", 2, "Working days within which a referral is answered", 1, 20),
    SettingKey(
        "referrals.reply_days", 5, "Working days within which a referrer who was asked more should reply", 1, 60
    ),
    SettingKey("referrals.first_contact_days", 10, "Working days from a referral to the first contact", 1, 60),
    SettingKey(
        "directory.stale_days", 42, "Days after which an entry of the directory that nobody checked is stale", 1, 366
    ),
    SettingKey(
        "imports.alarm_percent",
        10,
        "Percentage of known young people a list may drop or change before it stops and asks",
        least=1,
        most=100,
    ),
    SettingKey("imports.link_days", 14, "Days for which a college or provider may send a list by its link", 1, 60),
    SettingKey("suppression.upper", 4, "Counts from 1 up to this are hidden before a table leaves", least=0, most=20),
    SettingKey(
        "return.element_spelling",
        "published",
        "How element names of the monthly return are spelt: as the published layout has them, or as its examples do",
        one_of=("published", "example"),
    ),
    SettingKey(
        "return.gap",
        "fill",
        "What the return sends of somebody whom nothing current covers: fill sends not known, leave sends nothing new",
        one_of=("leave", "fill"),
    ),
    SettingKey(
        "return.upload_working_days",
        0,
        "Working days of the next month by which the return should be uploaded; 0 uses the published guess",
        least=0,
        most=20,
    ),
    SettingKey("work.night_hour", 2, "Hour of the night, from 0 to 23, from which nightly work is done", 0, 23),
    SettingKey(
        "risk.scheme",
        "oxfordshire-2023",
        "Which published points find those who may become NEET",
        one_of=tuple(load_schemes()),
    ),
    SettingKey("voice.look_days", 3, "Working days within which somebody looks at a suggestion", 1, 20),
    SettingKey(
        "voice.hear_days", 10, "Working days within which whoever can change it hears what young people said", 1, 60
    ),
    SettingKey("voice.tell_days", 5, "Working days from an answer to telling the young people who asked for it", 1, 60),
    SettingKey(
        "voice.acknowledge_days",
        3,
        "Working days within which a complaint is acknowledged; one about somebody’s own data never later than the law "
        "says",
        1,
        20,
    ),
    SettingKey("voice.complaint_days", 20, "Working days within which a complaint is answered", 1, 60),
    SettingKey(
        "risk.list_band",
        "amber",
        "The lowest band whose pupils are put on the list that a school reviews",
        one_of=("red", "amber", "green"),
    ),
    SettingKey(
        "safeguarding.front_door",
        "",
        "Whom staff ring when they fear for somebody, and the number, such as Children's front door 0151 496 0100",
    ),
    SettingKey("urgent.minutes", 60, "Minutes for which an urgent look stays open", 5, 240),
    SettingKey("urgent.review_days", 2, "Working days within which a manager reviews an urgent look", 1, 20),
    SettingKey("own_pages.code_days", 14, "Days for which a code to a young person's own pages works", 1, 60),
    SettingKey(
        "own_pages.reach",
        "",
        "How a young person reaches the service when their adviser has not said, such as Ring 0151 496 0101, weekdays "
        "9 to 5",
    ),
    SettingKey("answers.link_days", 14, "Days for which a link to say what somebody is doing works", 1, 60),
    SettingKey(
        "answers.address",
        "",
        "The web address of this site as people outside reach it, such as https://towpath.example.gov.uk: a link to "
        "answer by, or to send a list by, starts with it. Empty sends none",
        wrong_with=_wrong_with_address,
    ),
    *(
        SettingKey(f"retention.{kept.code}", kept.months, f"Months for which this is kept: {kept.words}", 1, 1200)
        for kept in RETENTION
    ),
)

_BY_KEY = {known.key: known for known in SETTING_KEYS}


def setting_key(key: str) -> SettingKey:
    """
    Return the choice named `key`.

    :raises SettingRefusedError: there is no such choice
    """
    if key not in _BY_KEY:
        raise SettingRefusedError(f"There is no setting {key!r}.", f"The settings are: {', '.join(sorted(_BY_KEY))}.")
    return _BY_KEY[key]


def _refused(key: str, value: object, advice: str) -> SettingRefusedError:
    return SettingRefusedError(f"The setting {key} was given {value!r}.", advice)


def checked(key: str, value: object) -> Value:
    """
    Return `value` where `key` may have it.

    :raises SettingRefusedError: there is no such choice, or the value is of another type or out of bounds
    """
    known = setting_key(key)
    # A bool is an int to Python, but True days is nobody's meaning.
    if type(value) is not type(known.default):
        raise _refused(key, value, f"Give a {type(known.default).__name__}, such as {known.default!r}.")
    if known.one_of and value not in known.one_of:
        raise _refused(key, value, f"Give one of: {', '.join(known.one_of)}.")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if known.least is not None and value < known.least:
            raise _refused(key, value, f"Give {known.least} or more.")
        if known.most is not None and value > known.most:
            raise _refused(key, value, f"Give {known.most} or less.")
    if isinstance(value, str) and (wrong := known.wrong_with(value)):
        raise _refused(key, value, wrong)
    assert isinstance(value, bool | int | float | str)
    return value


def typed(key: str, text: str) -> Value:
    """
    Return what somebody typed as the value of `key`; "yes" and "no" answer a question.

    :raises SettingRefusedError: there is no such choice, or the value is of another type or out of bounds
    """
    default = setting_key(key).default
    value: Value = text.strip()
    if isinstance(default, bool):
        value = {"yes": True, "no": False}.get(text.strip().lower(), value)
        if not isinstance(value, bool):
            raise _refused(key, text, "Give yes or no.")
    elif isinstance(default, int | float):
        try:
            value = type(default)(text)
        except ValueError:
            raise _refused(key, text, "Give a number.") from None
    return checked(key, value)


def in_words(value: Value) -> str:
    """Return a value as it is typed."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

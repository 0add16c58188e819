"""Other councils' published figures, studies of support, and impact reports with the rows that they count."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation
from towpath.people.models import Person


class BenchmarkFile(models.Model):
    """
    One published file that was loaded. Of two that speak of one year, the one loaded last speaks.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "organisation": "operational",
        "name": "operational",
        "sha256": "operational",
        "loaded_at": "operational",
        "loaded_by": "operational",
    }

    class Meta:
        db_table = "insight_benchmark_file"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "sha256"), name="benchmark_file_is_loaded_once"),
        )

    def __str__(self) -> str:
        return f"benchmark file {self.pk}"


class BenchmarkValue(models.Model):
    """
    One published value of one place, measure and year, as the file has it.

    `value_text` is what was published and `value` its number, empty where a symbol stands in its place. `cohort` is the
    number of young people that the measure is a percentage of, where the file says.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(BenchmarkFile, models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=16)
    area_code = models.CharField(max_length=3, blank=True)
    ons_code = models.CharField(max_length=9, blank=True)
    area_name = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=16)
    value_text = models.CharField(max_length=32, blank=True)
    value = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    symbol = models.CharField(max_length=8, blank=True)
    cohort = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    quintile = models.PositiveSmallIntegerField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "file": "operational",
        "year": "public",
        "level": "public",
        "area_code": "public",
        "ons_code": "public",
        "area_name": "public",
        "region": "public",
        "measure": "public",
        "value_text": "public",
        "value": "public",
        "symbol": "public",
        "cohort": "public",
        "quintile": "public",
    }

    class Meta:
        db_table = "insight_benchmark_value"
        constraints = (
            models.UniqueConstraint(
                fields=("file", "year", "level", "area_code", "area_name", "measure"), name="benchmark_value_is_one"
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & ~Q(symbol="")) | Q(value__isnull=False, symbol=""),
                name="benchmark_value_or_symbol",
            ),
        )
        indexes = (models.Index(fields=("organisation", "year", "measure"), name="benchmark_year_measure"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.year} of {self.area_code or self.ons_code or self.area_name}"


class BenchmarkNeighbour(models.Model):
    """One of the councils that DfE calls most like another, from nearest (1) on, in one published model."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(BenchmarkFile, models.PROTECT, related_name="neighbours")
    area_code = models.CharField(max_length=3)
    place = models.PositiveSmallIntegerField()
    neighbour_code = models.CharField(max_length=3)
    neighbour_name = models.CharField(max_length=100)
    closeness = models.CharField(max_length=32, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "file": "operational",
        "area_code": "public",
        "place": "public",
        "neighbour_code": "public",
        "neighbour_name": "public",
        "closeness": "public",
    }

    class Meta:
        db_table = "insight_benchmark_neighbour"
        constraints = (
            models.UniqueConstraint(fields=("file", "area_code", "place"), name="benchmark_neighbour_has_one_place"),
        )
        indexes = (models.Index(fields=("organisation", "area_code"), name="benchmark_neighbours_of"),)

    def __str__(self) -> str:
        return f"neighbour {self.place} of {self.area_code}"


class Study(models.Model):
    """
    One question about what support changed, written down and frozen before anybody sees an answer.

    The young people are those who left Year 11 in the summer of `leavers_year`. Support is a case opened after
    `facts_date`, on which the two groups are compared, and by `support_to_date`. Once frozen nothing of it changes.
    """

    class NotKnown(models.TextChoices):
        EXCLUDE = "exclude"
        NEET = "neet"
        NOT_NEET = "not-neet"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=300)
    leavers_year = models.PositiveSmallIntegerField()
    facts_date = models.DateField()
    support_to_date = models.DateField()
    window_from_date = models.DateField()
    window_to_date = models.DateField()
    status_date = models.DateField()
    not_known = models.CharField(max_length=8, choices=NotKnown.choices)
    scheme_name = models.CharField(max_length=64)
    scheme_digest = models.CharField(max_length=64)
    factors = models.JSONField()
    caliper = models.DecimalField(max_digits=4, decimal_places=2)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=64)
    frozen_by_name = models.CharField(max_length=150)

    privacy: ClassVar = {
        "organisation": "operational",
        "question": "operational",
        "leavers_year": "operational",
        "facts_date": "operational",
        "support_to_date": "operational",
        "window_from_date": "operational",
        "window_to_date": "operational",
        "status_date": "operational",
        "not_known": "operational",
        "scheme_name": "operational",
        "scheme_digest": "operational",
        "factors": "operational",
        "caliper": "operational",
        "frozen_at": "operational",
        "frozen_by": "operational",
        "frozen_by_name": "operational",
    }

    class Meta:
        db_table = "insight_study"
        constraints = (
            models.CheckConstraint(
                condition=Q(facts_date__lt=F("support_to_date"))
                & Q(support_to_date__lt=F("window_from_date"))
                & Q(window_from_date__lte=F("window_to_date")),
                name="study_support_is_after_facts_and_before_outcomes",
            ),
            models.CheckConstraint(condition=Q(caliper__gt=0), name="study_caliper_is_above_nothing"),
        )
        indexes = (models.Index(fields=("organisation", "frozen_at"), name="study_of_organisation"),)

    def __str__(self) -> str:
        return f"study {self.pk}"


class StudyRun(models.Model):
    """One answer to a study: from what was known at the end of a day, with the published lists in force then."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="runs")
    known_on = models.DateField()
    standards_version = models.CharField(max_length=64)
    found = models.JSONField()
    run_at = models.DateTimeField()
    run_by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "study": "operational",
        "known_on": "operational",
        "standards_version": "operational",
        "found": "operational",
        "run_at": "operational",
        "run_by": "operational",
    }

    class Meta:
        db_table = "insight_study_run"

    def __str__(self) -> str:
        return f"run {self.pk} of study {self.study_id}"


class ImpactReport(models.Model):
    """
    What the service did between two days, both included. A draft counts what is known now.

    Locked, it keeps its rows and what stood beside them in `beside`, and counts those alone ever after.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        LOCKED = "locked"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=150)
    from_date = models.DateField()
    to_date = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=150)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.CharField(max_length=64, blank=True)
    locked_by_name = models.CharField(max_length=150, blank=True)
    counts = models.JSONField(null=True, blank=True)
    beside = models.JSONField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "title": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "state": "operational",
        "made_at": "operational",
        "made_by": "operational",
        "made_by_name": "operational",
        "locked_at": "operational",
        "locked_by": "operational",
        "locked_by_name": "operational",
        "counts": "operational",
        "beside": "operational",
    }

    class Meta:
        db_table = "insight_impact_report"
        constraints = (
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="impact_period_is_in_order"),
            models.CheckConstraint(
                condition=Q(state="draft", locked_at__isnull=True, counts__isnull=True, beside__isnull=True)
                | Q(state="locked", locked_at__isnull=False, counts__isnull=False, beside__isnull=False),
                name="impact_locked_keeps_what_it_counted",
            ),
        )
        indexes = (models.Index(fields=("organisation", "to_date"), name="impact_of_organisation"),)

    def __str__(self) -> str:
        return f"impact report {self.pk}"


class ImpactRow(models.Model):
    """
    One row that a locked report counts: what it counts for, whose it was, and which row of which table it is.

    `counted_date` is the day that puts it into the period.
    """

    report = models.ForeignKey(ImpactReport, models.PROTECT, related_name="rows", db_index=False)
    kind = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, related_name="impact_rows")
    row = models.CharField(max_length=64)
    counted_date = models.DateField()
    pence = models.BigIntegerField(default=0)

    privacy: ClassVar = {
        "report": "operational",
        "kind": "sensitive",
        "person": "operational",
        "row": "operational",
        "counted_date": "operational",
        "pence": "operational",
    }

    class Meta:
        db_table = "insight_impact_row"
        constraints = (models.UniqueConstraint(fields=("report", "kind", "row"), name="impact_row_counts_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class ImpactStory(models.Model):
    """
    What somebody agreed may be told of them in one report, in words in which nobody should know them again.

    `agreed_for` says how far: for whoever works here, or for everybody. It is told only once somebody has checked that
    nobody can be known by it, and until the consent is withdrawn.
    """

    class AgreedFor(models.TextChoices):
        INSIDE = "inside"
        EVERYBODY = "everybody"

    class How(models.TextChoices):
        IN_PERSON = "in_person"
        IN_WRITING = "in_writing"
        PHONE = "phone"
        VIDEO = "video"

    report = models.ForeignKey(ImpactReport, models.PROTECT, related_name="stories")
    person = models.ForeignKey(Person, models.PROTECT, related_name="impact_stories")
    title = models.CharField(max_length=100)
    words = models.TextField()
    agreed_for = models.CharField(max_length=12, choices=AgreedFor.choices)
    agreed_date = models.DateField()
    agreed_how = models.CharField(max_length=12, choices=How.choices)
    asked_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "report": "operational",
        "person": "operational",
        "title": "sensitive",
        "words": "sensitive",
        "agreed_for": "operational",
        "agreed_date": "operational",
        "agreed_how": "operational",
        "asked_by": "operational",
        "written_at": "operational",
        "checked_at": "operational",
        "checked_by": "operational",
        "withdrawn_at": "operational",
        "withdrawn_by": "operational",
    }

    class Meta:
        db_table = "insight_impact_story"
        constraints = (
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="impact_story_has_words"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
                name="impact_story_check_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="impact_story_withdrawal_has_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"story {self.pk} of report {self.report_id}"

    @property
    def is_told(self) -> bool:
        """Whether it is told at all: checked, and its consent not withdrawn."""
        return self.checked_at is not None and self.withdrawn_at is None


class ImpactRelease(models.Model):
    """
    One time that a locked report was let go with small numbers hidden: to whom, for what, and the files themselves.

    Counts from 1 to `upper` are hidden in it. `page` is always there, `pdf` where this machine could make one.
    """

    report = models.ForeignKey(ImpactReport, models.PROTECT, related_name="releases")
    to = models.CharField(max_length=128)
    purpose = models.CharField(max_length=64)
    upper = models.PositiveSmallIntegerField()
    page = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    figures = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    stories = models.ManyToManyField(ImpactStory, through="ImpactReleasedStory", related_name="releases")
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=64)
    released_by_name = models.CharField(max_length=150)

    privacy: ClassVar = {
        "report": "operational",
        "to": "operational",
        "purpose": "operational",
        "upper": "operational",
        "page": "operational",
        "figures": "operational",
        "pdf": "operational",
        "stories": "operational",
        "released_at": "operational",
        "released_by": "operational",
        "released_by_name": "operational",
    }

    class Meta:
        db_table = "insight_impact_release"
        constraints = (models.CheckConstraint(condition=~Q(to=""), name="impact_release_says_to_whom"),)

    def __str__(self) -> str:
        return f"release {self.pk} of report {self.report_id}"


class ImpactReleasedStory(models.Model):
    """A story that a release holds. Withdrawn afterwards, it marks the release as one not to be used any more."""

    release = models.ForeignKey(ImpactRelease, models.PROTECT, related_name="+")
    story = models.ForeignKey(ImpactStory, models.PROTECT, related_name="+")

    privacy: ClassVar = {"release": "operational", "story": "operational"}

    class Meta:
        db_table = "insight_impact_released_story"
        constraints = (models.UniqueConstraint(fields=("release", "story"), name="impact_release_holds_a_story_once"),)

    def __str__(self) -> str:
        return f"story {self.story_id} in release {self.release_id}"

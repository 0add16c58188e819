"""Users, the roles they hold, their teams, and links that work once."""

from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from towpath.organisation.models import Organisation


def new_public_id() -> str:
    """Return an id that says nothing about its owner and cannot be guessed."""
    return uuid4().hex


class User(AbstractBaseUser):
    """
    Somebody who can sign in. What they may do is in their roles; without one in force, nothing.

    `is_active` is the whole account: false closes it everywhere.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    privacy: ClassVar = {
        "password": "sensitive",
        "last_login": "operational",
        "public_id": "operational",
        "email": "identifying",
        "name": "identifying",
        "is_active": "operational",
        "created_at": "operational",
    }

    class Meta:
        db_table = "access_user"
        constraints = (models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),)

    def __str__(self) -> str:
        return self.public_id


class Role(models.Model):
    """
    What one user is to one organisation between two dates, both included.

    `suspended_at` stops it at once and can be lifted; `ended_at` stops it at once for good.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=32)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    privacy: ClassVar = {
        "user": "operational",
        "organisation": "operational",
        "role": "operational",
        "from_date": "operational",
        "to_date": "operational",
        "suspended_at": "operational",
        "ended_at": "operational",
        "recorded_at": "operational",
        "by": "operational",
    }

    class Meta:
        db_table = "access_role"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")), name="role_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=("user", "organisation"),
                condition=Q(ended_at__isnull=True, to_date__isnull=True),
                name="role_without_end_is_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.organisation_id}"


class Team(models.Model):
    """People of one organisation who share their work."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    closed_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {"organisation": "operational", "name": "public", "closed_date": "operational"}

    class Meta:
        db_table = "access_team"
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="team_name_is_used_once"),)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """One user in one team between two dates, both included."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="team_memberships")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "team": "operational",
        "user": "operational",
        "from_date": "operational",
        "to_date": "operational",
    }

    class Meta:
        db_table = "access_team_member"
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="team_member_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=("team", "user"), condition=Q(to_date__isnull=True), name="team_member_is_in_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"


class Link(models.Model):
    """
    A link that works once, until a moment. Only a hash of its secret is kept, so the table opens nothing.

    `subject` says what it is for, as `access_user:4`, so that rooms above can make links of their own.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=32)
    subject = models.CharField(max_length=128)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "organisation": "operational",
        "purpose": "operational",
        "subject": "operational",
        "token_hash": "sensitive",
        "created_at": "operational",
        "expires_at": "operational",
        "used_at": "operational",
        "withdrawn_at": "operational",
    }

    class Meta:
        db_table = "access_link"
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_expires_after_it_is_made"),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

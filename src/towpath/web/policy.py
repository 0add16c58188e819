"""
The route policy: for every named route, who may open it, whose rows it reaches and what it tells the log.

A route without a row cannot be opened by anyone, and fails the build. The stranger's crawl reads this table alone.
"""

from dataclasses import dataclass

from towpath.rules.access import roles_that_may

ANYONE = "anyone"
SIGNED_IN = "signed in"
NOBODY = "nobody"

READ = ("GET",)
ASK_AND_ACT = ("GET", "POST")
ACT = ("POST",)


@dataclass(frozen=True, slots=True)
class Route:
    """
    One row of the policy.

    `who` is a permission, or ANYONE, SIGNED_IN (in no council yet) or NOBODY (a library's route that we keep shut).
    `objects` says in words whose rows the address may reach; anybody else's is answered as if it did not exist.
    `discloses` is the kind of event that must be logged before the page leaves; empty where it shows nobody.
    """

    name: str
    who: str
    methods: tuple[str, ...] = READ
    objects: str = ""
    discloses: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles that may open it in a council; none where no role is asked for."""
        return frozenset() if self.who in (ANYONE, SIGNED_IN, NOBODY) else roles_that_may(self.who)


ABOUT = (
    Route("accessibility", ANYONE),
    Route("cookies", ANYONE),
    Route("privacy", ANYONE),
    Route("healthz", ANYONE),
    Route("security_txt", ANYONE),
)

ACCOUNT = (
    Route("home", SIGNED_IN),
    Route("account", SIGNED_IN, objects="the signed-in person's own account"),
    Route("councils", SIGNED_IN, ASK_AND_ACT, objects="councils in which the signed-in person has a role today"),
    Route("invitation", ANYONE, ASK_AND_ACT, objects="the one account the secret was made for"),
    Route("account_login", ANYONE, ASK_AND_ACT),
    Route("account_logout", ANYONE, ASK_AND_ACT),
    Route("account_inactive", ANYONE),
    Route("account_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("account_change_password", SIGNED_IN, ASK_AND_ACT),
    Route("account_reset_password", ANYONE, ASK_AND_ACT),
    Route("account_reset_password_done", ANYONE),
    Route("account_reset_password_from_key", ANYONE, ASK_AND_ACT, objects="the one account the key was made for"),
    Route("account_reset_password_from_key_done", ANYONE),
    Route("mfa_authenticate", ANYONE, ASK_AND_ACT),
    Route("mfa_index", SIGNED_IN),
    Route("mfa_reauthenticate", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_activate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_deactivate_totp", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_generate_recovery_codes", SIGNED_IN, ASK_AND_ACT),
    Route("mfa_view_recovery_codes", SIGNED_IN),
    # Kept shut: nobody signs up, changes address or uses a passkey yet.
    Route("account_signup", NOBODY),
    Route("account_email", NOBODY),
    Route("account_email_verification_sent", NOBODY),
    Route("account_confirm_email", NOBODY),
    Route("account_confirm_login_code", NOBODY),
    Route("account_set_password", NOBODY),
    Route("mfa_download_recovery_codes", NOBODY),
    Route("mfa_list_webauthn", NOBODY),
    Route("mfa_add_webauthn", NOBODY),
    Route("mfa_reauthenticate_webauthn", NOBODY),
    Route("mfa_remove_webauthn", NOBODY),
    Route("mfa_edit_webauthn", NOBODY),
)

COUNCIL = (
    Route("today", "rates.view"),
    Route("setup", "settings.change"),
    # A job's words are counts and names of lists, never of people, so whoever works here may see how far it has got.
    Route("work", "rates.view", objects="work queued for the viewer's council"),
    Route("users", "users.view", objects="people with a role in the viewer's council"),
    Route("users_invite", "users.manage", ASK_AND_ACT),
    Route("users_change", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_suspend", "users.manage", ASK_AND_ACT, objects="people with a role in the viewer's council"),
    Route("users_restore", "users.manage", ACT, objects="people with a role in the viewer's council"),
    Route("users_invite_again", "users.manage", ACT, objects="people with a role in the viewer's council"),
)

ROUTES: tuple[Route, ...] = (*ABOUT, *ACCOUNT, *COUNCIL)

_BY_NAME = {route.name: route for route in ROUTES}


def find_route(name: str) -> Route | None:
    """Return the policy row of a named route, or None where it has none and so is shut."""
    return _BY_NAME.get(name)

"""What can be done to establishments and to the directory of openings."""

from towpath.provision.actions.entries import (
    OpeningChangedError,
    OpeningRefusedError,
    add_opening,
    change_opening,
    check_opening,
    close_opening,
    reopen_opening,
)
from towpath.provision.actions.establishments import (
    ProvisionRefusedError,
    add_contact,
    end_sharing_agreement,
    let_speak_for,
    make_sharing_agreement,
    plan_establishments,
    record_establishments,
    stop_speaking_for,
)
from towpath.provision.actions.openings import (
    OpeningsUndone,
    plan_openings,
    record_openings,
    withdraw_source,
)
from towpath.provision.actions.sites import SiteChangedError, add_site, change_site

__all__ = [
    "OpeningChangedError",
    "OpeningRefusedError",
    "OpeningsUndone",
    "ProvisionRefusedError",
    "SiteChangedError",
    "add_contact",
    "add_opening",
    "add_site",
    "change_opening",
    "change_site",
    "check_opening",
    "close_opening",
    "end_sharing_agreement",
    "let_speak_for",
    "make_sharing_agreement",
    "plan_establishments",
    "plan_openings",
    "record_establishments",
    "record_openings",
    "reopen_opening",
    "stop_speaking_for",
    "withdraw_source",
]

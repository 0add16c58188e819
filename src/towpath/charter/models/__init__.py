"""What the Charter keeps."""

from towpath.charter.models.brokerage import CharterRegistration, IntroductionConsent, Opportunity, Submission
from towpath.charter.models.placing import Placement, PlacementCheck, StayCheck
from towpath.charter.models.register import CharterTerm, Pledge, PledgeUse, Signing

__all__ = [
    "CharterRegistration",
    "CharterTerm",
    "IntroductionConsent",
    "Opportunity",
    "Placement",
    "PlacementCheck",
    "Pledge",
    "PledgeUse",
    "Signing",
    "StayCheck",
    "Submission",
]

"""What a row of a list may say of somebody, in our word for it and in those that people write."""

SAYS = {
    "started": ("Started", "Start", "Starter", "New starter", "Enrolled", "Joined", "Commenced", "New"),
    "left": ("Left", "Leaver", "Withdrawn", "Withdrew", "Completed", "Finished"),
    "here": ("Still here", "Attending", "Continuing", "On roll", "On programme", "Current", "Active"),
    "applied": ("Applied", "Application", "Applicant", "Offered", "Offer made", "Awaiting decision"),
    "claiming": ("Claiming", "New claim", "Claimant", "Universal Credit", "UC claim"),
    "gone": ("Not here any more", "Not here", "No longer here", "No longer attending", "Stopped attending", "Dormant"),
}

WHOSE_WORD = {
    "provider_list": ("School, college or training provider", "Provider", "College", "School"),
    "government_list": ("Government department", "DWP", "Jobcentre", "HMRC", "UCAS"),
    "partner": ("Partner agency", "Partner", "Community group", "Charity", "Youth service"),
    "employer": ("Employer",),
    "social_worker": ("Social worker", "Personal adviser", "Leaving care team"),
    "youth_justice": ("Youth justice service", "YJS", "YOT"),
    "another_council": ("Another council", "Council"),
}
"""Whose word a list is, by the codes of `towpath.rules.sources`."""

"""How providers write mode, kind of learning and kind of provider, and the one word we keep for each."""

MODES = {
    "full_time": ("Full-time", "FT", "F/T", "Full", "F"),
    "part_time": ("Part-time", "PT", "P/T", "Part", "P", "Day release", "Evening"),
}

LEARNING_TYPES = {
    "education": (
        "Study programme",
        "16-19 study programme",
        "16 to 19 funding",
        "Education",
        "FE",
        "A Level",
        "T Level",
        "25",
        "Classroom",
        "EFA",
        "ESFA 16-19",
    ),
    "apprenticeship": (
        "Apprenticeship",
        "App",
        "Apprentice",
        "Levy apprenticeship",
        "Foundation apprenticeship",
        "36",
        "Modern apprenticeship",
    ),
    "traineeship": ("Traineeship", "Trainee"),
    "supported_internship": ("Supported internship", "SI"),
    "re_engagement": ("Re-engagement", "Re-engagement provision", "Pre-engagement", "Engagement programme"),
    "higher_education": ("Higher education", "HE", "Degree", "HND", "HNC", "Foundation degree"),
}

PROVIDER_TYPES = {
    "school_sixth_form": ("School sixth form", "Sixth form", "School", "Academy sixth form", "6th form"),
    "sixth_form_college": ("Sixth form college", "SFC", "6th form college"),
    "further_education": (
        "Further education",
        "FE college",
        "FE",
        "College",
        "General FE",
        "General further education college",
    ),
    "special_post_16": (
        "Special post-16",
        "Special post 16 institution",
        "SPI",
        "Independent specialist college",
        "Specialist college",
    ),
    "other_provider": (
        "Training provider",
        "Independent training provider",
        "ITP",
        "Other",
        "Other provider",
        "Private provider",
        "Charity",
    ),
}

"""
How providers' words for where a leaver went become activity codes.

Words that fit several codes are not here: they hold the row.
"""

DESTINATIONS = {
    "310": ("Apprenticeship", "Started an apprenticeship", "App"),
    "320": ("Employment with training", "Job with training", "Full-time employment with study"),
    "330": ("Employment without training", "Job without training", "Full-time employment without training"),
    "350": ("Temporary employment", "Temporary job", "Seasonal work"),
    "360": ("Part-time employment", "Part-time job", "Part-time work"),
    "380": ("Self-employed", "Self employment"),
    "210": ("School sixth form", "Sixth form", "Returned to school"),
    "220": ("Sixth form college",),
    "230": ("FE college", "Another college", "Further education", "Transferred to another college"),
    "240": ("University", "Higher education", "HE"),
    "450": ("Traineeship",),
    "460": ("Supported internship",),
    "530": ("Re-engagement", "Re-engagement provision"),
    "540": ("Volunteering", "Voluntary work"),
    "619": ("NEET", "Seeking work", "Looking for work", "Unemployed", "Job seeking", "Seeking employment"),
    "620": ("Caring responsibilities", "Carer", "Young carer"),
    "630": ("Parenting", "Young parent", "Caring for own child"),
    "640": ("Illness", "Ill health", "Medical", "Health reasons"),
    "650": ("Pregnancy", "Pregnant", "Maternity"),
    "810": ("Not known", "Unknown", "No destination known", "Unable to contact"),
}

"""How schools' words for a destination or an offer become the published codes (folded: no case, spaces or punctuation)."""

DESTINATIONS = {
    "111": ("Sixth form", "School sixth form", "Same school", "Staying on", "Stay at school", "Own sixth form", "Full-time education: same school"),
    "121": (
        "College", "FE college", "Sixth form college", "Other sixth form", "Other school", "Another school", "Training provider", "Study programme",
        "Full-time education or training: other institution", "Special post-16", "T Level", "A Levels",
    ),
    "211": ("Apprenticeship", "Traineeship", "Apprenticeship or traineeship", "Degree apprenticeship"),
    "311": ("Job with training", "Employment with training", "Work with training", "Full-time employment with study", "Armed forces"),
    "321": ("Job", "Employment", "Work", "Job without training", "Employment without training"),
    "411": ("Other", "Other destination", "Moving abroad", "Volunteering", "Gap year"),
    "511": ("Undecided", "Not sure", "Don't know", "Unsure", "No plans"),
    "611": ("Not obtained", "Not known", "Unknown", "No response", "Not seen"),
}  # fmt: skip

GUARANTEE = {
    "110": ("Offer made", "Offer", "Offered", "Conditional offer", "Unconditional offer", "Offer accepted", "Yes", "Enrolled"),
    "120": ("In employment", "Going into employment", "Job without training"),
    "122": ("Personal circumstances",),
    "123": ("Offer not appropriate", "Not appropriate"),
    "140": ("Applied", "Awaiting outcome", "Application made", "Awaiting decision", "Interview booked", "Applied - awaiting outcome", "Pending"),
    "150": ("No appropriate provision", "No suitable provision"),
    "151": ("Not applied", "No application", "Has not applied", "Not yet applied"),
    "153": ("Moved away", "Moved out of area"),
    "154": ("Cannot contact", "No contact", "Unable to contact"),
    "159": ("Not recorded", "Not yet recorded", "Not known"),
}

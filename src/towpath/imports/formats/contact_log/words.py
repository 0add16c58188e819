"""How other systems write the way of a contact and what came of it, by the codes of our own lists."""

CHANNELS = {
    "phone": ("Telephone", "Phone call", "Call", "Telephone call", "Tel", "Mobile"),
    "text": ("Text message", "SMS", "Text"),
    "email": ("E-mail", "Email"),
    "letter": ("Letter", "Post"),
    "in_person": ("In person", "Face to face", "F2F", "Home visit", "Visit", "Meeting", "School visit"),
    "video": ("Video call", "Teams", "Zoom"),
    "social": ("Social media", "WhatsApp", "Facebook"),
    "other": ("Another way", "Other"),
}

OUTCOMES = {
    "spoke": ("Spoke to the young person", "Spoke to YP", "Successful", "Contact made", "Spoke to client", "Contacted"),
    "spoke_family": ("Spoke to a parent or carer", "Spoke to parent", "Spoke to parent/carer", "Parent contact"),
    "spoke_other": ("Spoke to somebody else who knows them", "Spoke to professional", "Third party contact"),
    "seen": ("Seen in person", "Attended", "Seen", "Met"),
    "seen_family": ("Seen a parent or carer at home", "Parent seen"),
    "replied": ("The young person wrote back", "Replied", "Reply received"),
    "sent": ("Sent and not yet answered", "Sent", "Letter sent", "Text sent", "Email sent"),
    "no_answer": ("No answer", "No reply", "Unsuccessful", "No contact", "Did not answer", "DNA"),
    "left_message": ("Left a message", "Voicemail", "Message left", "Left voicemail"),
    "wrong_number": ("Wrong number or address", "Wrong number", "Number not in service", "Incorrect number"),
    "not_in": ("Nobody in", "Not in", "No one home"),
    "moved": ("No longer lives there", "Moved", "Moved away"),
    "refused": ("Does not wish to talk", "Refused", "Declined"),
    "noted": ("A note only", "Note", "File note"),
}

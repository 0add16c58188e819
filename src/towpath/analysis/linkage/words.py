"""What each level of agreement is called, for the person who looks at a pair."""

AGREES, NEARLY, DIFFERS, NOT_GIVEN = "agrees", "nearly", "differs", "not given"

WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("given_name", "agrees"): (AGREES, "The given name agrees."),
    ("given_name", "marks"): (NEARLY, "The given name agrees but for accents, marks or spaces."),
    ("given_name", "short_form"): (NEARLY, "One given name is a short or other form of the other."),
    ("given_name", "initial"): (NEARLY, "One given name is only an initial, and it agrees."),
    ("given_name", "swapped"): (NEARLY, "The given and family names have changed places."),
    ("given_name", "middle"): (NEARLY, "One given name is a middle name of the other."),
    ("given_name", "one_letter"): (NEARLY, "The given name differs by one letter."),
    ("given_name", "similar"): (NEARLY, "The given names are spelt alike."),
    ("given_name", "differs"): (DIFFERS, "The given name differs."),
    ("family_name", "agrees"): (AGREES, "The family name agrees."),
    ("family_name", "marks"): (NEARLY, "The family name agrees but for accents, marks or spaces."),
    ("family_name", "part"): (NEARLY, "One family name is a part of the other."),
    ("family_name", "swapped"): (NEARLY, "The given and family names have changed places."),
    ("family_name", "one_letter"): (NEARLY, "The family name differs by one letter."),
    ("family_name", "similar"): (NEARLY, "The family names are spelt alike."),
    ("family_name", "differs"): (DIFFERS, "The family name differs."),
    ("birth_date", "agrees"): (AGREES, "The birth date agrees."),
    ("birth_date", "turned"): (NEARLY, "The day and month of birth have changed places."),
    ("birth_date", "one_digit"): (NEARLY, "The birth date differs by one digit, or two that changed places."),
    ("birth_date", "two_parts"): (NEARLY, "Two of day, month and year of birth agree."),
    ("birth_date", "differs"): (DIFFERS, "The birth date differs."),
    ("postcode", "agrees"): (AGREES, "The postcode agrees."),
    ("postcode", "one_letter"): (NEARLY, "The postcode differs by one letter or digit."),
    ("postcode", "sector"): (NEARLY, "The postcodes are in one sector."),
    ("postcode", "district"): (NEARLY, "The postcodes are in one district."),
    ("postcode", "differs"): (DIFFERS, "The postcode differs."),
    ("address", "agrees_there"): (AGREES, "The address agrees."),
    ("address", "agrees"): (AGREES, "The address agrees."),
    ("address", "mostly"): (NEARLY, "Most of the address agrees."),
    ("address", "partly"): (NEARLY, "Some of the address agrees."),
    ("address", "differs"): (DIFFERS, "The address differs."),
    ("gender", "agrees"): (AGREES, "The gender agrees."),
    ("gender", "differs"): (DIFFERS, "The gender differs."),
    ("upn", "agrees"): (AGREES, "The UPN agrees."),
    ("upn", "one_digit"): (NEARLY, "The UPN differs by one character."),
    ("upn", "differs"): (DIFFERS, "The UPN differs."),
    ("uln", "agrees"): (AGREES, "The ULN agrees."),
    ("uln", "one_digit"): (NEARLY, "The ULN differs by one digit."),
    ("uln", "differs"): (DIFFERS, "The ULN differs."),
}
NAMED = {
    "given_name": "given name",
    "family_name": "family name",
    "birth_date": "birth date",
    "upn": "UPN",
    "uln": "ULN",
}
OTHER_WORDS = {
    "agrees": (AGREES, "agrees"),
    "similar": (NEARLY, "is written alike"),
    "differs": (DIFFERS, "differs"),
}


def told(field: str, level: str) -> tuple[str, str]:
    """Return the verdict on a field at a level, and the words."""
    if level == NOT_GIVEN:
        return NOT_GIVEN, f"The {NAMED.get(field, field)} is not given on both sides."
    if known := WORDS.get((field, level)):
        return known
    verdict, words = OTHER_WORDS[level]
    return verdict, f"The {field} {words}."

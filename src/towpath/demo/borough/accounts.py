"""The invented staff: one or more for each role, and never a password."""

from towpath.demo.borough.lives import ADVISERS
from towpath.demo.borough.places import load_map
from towpath.demo.borough.truth import to_csv

COLUMNS = ("user", "name", "email", "role", "establishment_number")
STAFF = (
    ("Marguerite Ashworth", "manager"),
    ("Denholm Scarisbrick", "data lead"),
    ("Yasmin Chaudhry", "tracking officer"),
    ("Gethin Prosser", "tracking officer"),
    ("Folake Adeyemi", "specialist"),
    ("Stan Calderbank", "specialist"),
    ("Orla Kavanagh", "commissioner"),
    ("Winsome Larkin", "safeguarding lead"),
)


def accounts() -> str:
    """Return the staff as CSV: the team, its advisers, and a school lead for each school."""
    people = [*STAFF, *((name, "adviser") for name in ADVISERS)]
    rows = [(_user(name), name, f"{_user(name)}@saltmarsh.example", role, "") for name, role in people]
    for school in load_map().schools:
        user = "lead." + school.laestab
        rows.append((user, f"Careers lead, {school.name}", f"{user}@schools.example", "school lead", school.laestab))
    return to_csv(COLUMNS, rows)


def _user(name: str) -> str:
    plain = name.lower().translate(str.maketrans("óáéíú", "oaeiu"))
    return "".join(c if c.isalpha() and c.isascii() else "." for c in plain)

"""How a list of young people leads to a message to exactly those on it, wherever it stands."""

from urllib.parse import urlencode

from django.urls import reverse

from towpath.access import Viewer

LISTED, GUARANTEE, LEAVERS = "list", "guarantee", "leavers"


def write_to(viewer: Viewer, kind: str, **chosen: object) -> str:
    """Return the address at which a message to these people is begun; empty for whoever may not write to anybody."""
    if not viewer.may("messages.write"):
        return ""
    of = urlencode({name: value for name, value in chosen.items() if value not in ("", None)})
    return f"{reverse('messages_new')}?{urlencode({'to': f'{kind}:{of}'})}"

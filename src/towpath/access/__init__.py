"""Who may sign in, in which role, for which organisation, and what each may see."""

from towpath.access.viewer import Viewer

__all__ = ["Viewer"]

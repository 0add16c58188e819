"""Who may sign in, in which role, for which organisation, and what each may see."""

from towpath.access.viewer import VISIT, OwnViewer, Viewer

__all__ = ["VISIT", "OwnViewer", "Viewer"]

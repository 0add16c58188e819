"""What the voice register keeps."""

from towpath.voice.models.complaint import Complaint
from towpath.voice.models.entry import VoiceEntry, VoiceSource, VoiceStep
from towpath.voice.models.release import VoiceRelease

__all__ = ["Complaint", "VoiceEntry", "VoiceRelease", "VoiceSource", "VoiceStep"]

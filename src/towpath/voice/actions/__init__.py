"""What can be done with what young people say."""

from towpath.voice.actions.complaints import (
    NewComplaint,
    acknowledge_complaint,
    answer_complaint,
    hand_over_complaint,
    learn_from_complaint,
    receive_complaint,
)
from towpath.voice.actions.parts import call_done, decide, fill_audience, fill_space, fill_voice, reopen, tell_back
from towpath.voice.actions.recording import NewVoice, receive_suggestion, record_voice, set_aside, sort_entry
from towpath.voice.actions.releasing import release_words, take_down, write_release
from towpath.voice.actions.steps import VoiceChangedError, VoiceRefusedError

__all__ = [
    "NewComplaint",
    "NewVoice",
    "VoiceChangedError",
    "VoiceRefusedError",
    "acknowledge_complaint",
    "answer_complaint",
    "call_done",
    "decide",
    "fill_audience",
    "fill_space",
    "fill_voice",
    "hand_over_complaint",
    "learn_from_complaint",
    "receive_complaint",
    "receive_suggestion",
    "record_voice",
    "release_words",
    "reopen",
    "set_aside",
    "sort_entry",
    "take_down",
    "tell_back",
    "write_release",
]

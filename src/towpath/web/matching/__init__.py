"""Who is this? One held row beside each person it may be about, and what somebody decides."""

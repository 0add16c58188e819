"""One log of attempts, conversations, visits and messages, in and out."""

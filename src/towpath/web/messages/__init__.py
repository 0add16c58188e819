"""Writing to one or many: the words, who is left out and why, sending, and what became of each."""

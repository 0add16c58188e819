"""The support fund: pots, what is asked for a young person, who decides, what was paid, and the statement."""

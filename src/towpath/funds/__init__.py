"""A support fund: pots of money, what is asked of them for a young person, and a ledger that is only added to."""

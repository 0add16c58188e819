"""The ledger: what we were told young people are doing, and the spells that follow from it."""

"""Early identification: the evidence held, and what is worked out from it."""

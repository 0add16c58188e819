"""The lists that come in: what each would do, what it did, and who owes us one."""

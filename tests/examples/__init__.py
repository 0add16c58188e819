"""Drawn tables: the specification of each rule, its test on every engine, and its page under docs/rules."""

"""
The same rules for whole populations: tables in, tables out, with no Django and no database server.

`engine` is the one door to DuckDB. `population` reads activities and people with every check; `spells` builds the spell
table; `rates` and `neet_days` count from it. The Python in `rules` is the reference that each of them must equal.
"""

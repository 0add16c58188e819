"""
The impact report: who was supported, by what, what came of it, and what is not known.

`measures` says what each number means; `gathering` finds its rows; `towpath.rules.impact` counts them; `beside` adds
what other rooms found; `showing` puts it in words; `paper` makes the page, the PDF and the CSV of it.
"""

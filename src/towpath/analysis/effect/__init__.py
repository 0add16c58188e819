"""
What support may have changed: those who had it beside others weighed or matched to be like them.

`sample` reads a file into numbers; `designs` says how much each control counts, `entropy` for the design we advise;
`estimates` compares outcomes; `balance` shows how alike the groups are; `effects` puts the four together; `trial` makes
up boroughs whose truth is known, to try them on. The one room
that may import numpy, scipy and statsmodels.
"""

"""
What is in the accounts of one pot after money moves, drawn by hand in pence.

The funder's account is where the money comes from, so it alone is below nought; the four add up to nought in every row.
"""

A_POT_THROUGH_A_MONTH = """
source     target     pence  funder  available     promised       spent
funder     available  10000  -10000  10000         0              0
available  promised   2000   -10000  10000-2000    2000           0      # approved
promised   spent      1500   -10000  8000          2000-1500      1500   # paid
promised   available  500    -10000  8000+500      500-500        1500   # not needed
available  promised   8500   -10000  8500-8500     8500           1500   # the last of it
spent      promised   1500   -10000  0             8500+1500      0      # the payment taken back
"""

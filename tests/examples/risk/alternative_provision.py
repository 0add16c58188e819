"""Whether somebody is taught away from school or in alternative provision."""

SOURCE = "shared facts of the published approaches, service-practice.md 2.2"

TABLE = """
alternative_provision  value
yes                    yes
no                     no
Y                      yes    # as schools write it
0                      no     # nought is a plain no, not an unknown
-                      -      # nobody told us, which is not a no
"""

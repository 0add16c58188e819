"""Check FR-NODETAILS: every record has its personal details."""

SOURCE = "nccis.md 12, FR-NODETAILS"

TABLE = """
has_details  codes
yes          -
no           FR-NODETAILS  # and none of 1 to 32: one fault, told once
"""

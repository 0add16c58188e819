"""
An invented borough that files can be made of: people, lives, lists, mess and truth. Pure Python; nothing here is a
real person.

`generate(out)` writes it. See docs/how-to/make-an-invented-borough.md for the files and their columns.
"""

from towpath.demo.borough.generate import MONTH, SEED, Manifest, Sent, generate

__all__ = ["MONTH", "SEED", "Manifest", "Sent", "generate"]

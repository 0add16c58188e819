"""
The council's year from April 2024 to March 2025 with care-experienced young people, played before the demo's month.

The council keeps this work here since March 2024; its tracking moved over in January 2026, which the month plays. Each
thing is done through the rooms' own actions at its own instant, so that the service's published figures come out of
rows at any size of the borough. Nothing of the borough's truth is read.
"""

from towpath.demo.year.directory import play_today
from towpath.demo.year.figures import Figures, count_year, year_lines
from towpath.demo.year.play import can_be_played, play_year
from towpath.demo.year.stage import OPENED, Year

__all__ = ["OPENED", "Figures", "Year", "can_be_played", "count_year", "play_today", "play_year", "year_lines"]

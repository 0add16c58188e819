"""
How far people came, one line for each participation.

P is in the stages completed for the placement, C for the classroom; "on" is how they went on: into what the run leads to, or apart.
"""

from dataclasses import dataclass

SOURCE = "the service's own figures for April 2024 to March 2025: 8 joined, 4 completed, 3 full-time apprenticeships, 1 apprentice elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelExample:
    """Journeys as drawn, and what is counted of them."""

    name: str
    journeys: str
    enrolled: str
    started: str
    classroom: str
    placement: str
    progressed: str
    apart: str
    rates: str
    left: str = ""


EXAMPLES = [
    FunnelExample(
        name="8 started, 4 completed the placement, 3 went into work, and the one apprentice stands apart",
        journeys="""
            person  came  stages  on     left
            1       yes   CP      work   -
            2       yes   CP      work   -
            3       yes   CP      work   -
            4       yes   CP      apart  -         # the apprentice: completed, and not one of the 3
            5       yes   C       -      moved
            6       yes   C       -      a_job
            7       yes   -       -      moved
            8       yes   -       -      health
            9       no    -       -      a_job     # never came: enrolled and not started
        """,
        enrolled="8 + 1",
        started="8",
        classroom="4 + 2",
        placement="4",
        progressed="3",
        apart="1",
        rates="50.0  75.0  37.5",
        left="a_job 2, moved 2, health 1",
    ),
    FunnelExample(
        name="one person with two records or two turns is one person in every step",
        journeys="""
            person  came  stages  on    left
            1       yes   C       -     moved
            1       yes   CP      work  -      # came back and completed, so did not leave
            2       yes   -       -     -
        """,
        enrolled="1 + 1",
        started="1 + 1",
        classroom="1",
        placement="1",
        progressed="1",
        apart="0",
        rates="50.0  100.0  50.0",
    ),
    FunnelExample(
        name="whoever went into work without completing is in the second rate of nobody who completed",
        journeys="""
            person  came  stages  on    left
            1       yes   C       work  -
            2       yes   CP      -     -
        """,
        enrolled="2",
        started="2",
        classroom="2",
        placement="1",
        progressed="1",
        apart="0",
        rates="50.0  0.0  50.0",
    ),
    FunnelExample(
        name="whoever completed a stage started, though the register was never filled in",
        journeys="""
            person  came  stages  on  left
            1       no    C       -   -
        """,
        enrolled="1",
        started="1",
        classroom="1",
        placement="0",
        progressed="0",
        apart="0",
        rates="0.0  -  0.0",
    ),
    FunnelExample(
        name="a share of nobody is not nought",
        journeys="person  came  stages  on  left",
        enrolled="0",
        started="0",
        classroom="0",
        placement="0",
        progressed="0",
        apart="0",
        rates="-  -  -",
    ),
]

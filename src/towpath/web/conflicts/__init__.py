"""Two sources say different things of one young person: look at both, and decide which to go by."""

"""Programmes and courses: the plan, its runs, who takes part, the register, and what came of it."""

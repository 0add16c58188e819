"""Programmes and courses: plans, runs, registers on a phone, and what came of them."""

"""Programmes: who may join, when somebody is missed, what a funnel counts, and whether confidence grew."""

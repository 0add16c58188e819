"""Worries about somebody’s safety, apart from everything else."""

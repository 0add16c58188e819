"""Councils and partners that run the service, what each has chosen, and their working days."""

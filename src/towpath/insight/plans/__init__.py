"""Plans to bring a rate down within six months: what is to be done, by whom, and how it goes."""

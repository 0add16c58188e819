"""Who somebody is: every fact dated, sourced and never overwritten."""

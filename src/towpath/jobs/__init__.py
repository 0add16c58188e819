"""Work done after the page has answered: queued, retried, watched, and done once."""

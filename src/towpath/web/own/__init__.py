"""A young person's own pages, and the pages on which staff make the code that opens them."""

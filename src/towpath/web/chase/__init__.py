"""The chase board: whom to find or to ask again, and what came of trying."""

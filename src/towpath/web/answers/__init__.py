"""A status link's public pages, and the page on which a person decides what becomes of an answer."""

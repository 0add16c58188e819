"""What people answer by a link from a text, an e-mail or a letter, and what a person makes of it."""

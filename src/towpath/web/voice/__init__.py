"""What young people say: the public door and page, and the register where it is followed up."""

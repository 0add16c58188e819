"""What is held about somebody and who may see it: requests for a copy, how long things are kept, and holds."""

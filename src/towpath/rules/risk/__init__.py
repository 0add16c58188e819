"""Who may become NEET: evidence in, points with their reasons and their doubt out. A score decides nothing."""

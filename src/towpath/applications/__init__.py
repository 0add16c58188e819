"""What young people shortlist, apply for, are offered, start and stay in: courses and employers' openings alike."""

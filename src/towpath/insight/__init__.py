"""What the council's figures are, and how they stand beside other councils' published ones."""

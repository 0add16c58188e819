"""Reports that leave the house, each in a folder of its own."""

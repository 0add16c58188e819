"""Every byte that comes in or goes out: kept under its hash, and let go only under an agreement."""

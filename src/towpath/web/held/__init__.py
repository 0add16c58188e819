"""What is held of somebody: who sees it, copies for whoever asks, and how long it is kept."""

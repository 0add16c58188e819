"""What young people say of the service, what became of it, and what anybody may read of that."""

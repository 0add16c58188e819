"""Database engines for tests alone: they may empty append-only tables after a test that commits."""

"""Long work under way, and how far it has got."""

"""Commands that need no database and no Django: doors for analysts whose council runs another system."""

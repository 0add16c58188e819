"""Find a young person, see their record, say what they are doing, and note a contact."""

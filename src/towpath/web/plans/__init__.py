"""What a young person wants, who does what by when, and the move after Year 11."""

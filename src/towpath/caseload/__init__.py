"""Whose young person is whose: cases, their advisers and their next steps."""

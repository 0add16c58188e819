"""Pupils of Years 9 to 11 who may need more help, school by school, with the reasons."""

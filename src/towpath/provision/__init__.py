"""Every outside organisation a young person may learn or work with, its sites, contacts and sharing agreements."""

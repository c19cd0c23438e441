"""What people read: lists, trails and tables, each with a constant number of queries."""

"""What people fill in: forms without models."""

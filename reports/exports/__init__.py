"""What is handed over to other systems: files written piece by piece."""

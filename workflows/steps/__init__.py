"""The screen of each human task: its form, its domain call, what it hands back to the process."""

"""Papers as Word files: the same pages as the PDF, for a clerk who has to edit them."""

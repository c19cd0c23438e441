"""The yardstick: the same kind of task done with stock django-viewflow, as its documentation shows it."""

"""The place of the review: its head, its parts one at a time, and the rows behind every number."""

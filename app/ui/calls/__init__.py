"""Calls in the window: the list, planning, the sheet, what is said while it is said, and the close-out."""

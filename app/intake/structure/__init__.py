"""Where tables begin and end: one walk through the records of a file gives each of them exactly one place."""

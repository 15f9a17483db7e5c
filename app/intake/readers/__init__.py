"""One file format per module; each yields raw rows."""

"""The committee map on screen: one painting of its cards and lines, four views of the same rows, keys and gestures."""

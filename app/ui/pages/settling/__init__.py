"""The settle queue: pairs that may be one, and rows of imports that nobody has decided about."""

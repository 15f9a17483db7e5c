"""The map of a buying committee: what it shows, the gestures that change it, and what follows from it elsewhere."""

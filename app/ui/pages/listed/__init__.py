"""Lists of any kind: one pane with its bar, its table and counts at the side, for every place that is a list."""

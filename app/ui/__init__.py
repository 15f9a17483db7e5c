"""What is shown: the window, its pages and its tables."""

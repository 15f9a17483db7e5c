"""Charts of the review: laid out once, drawn in the window and on paper from the same shapes."""

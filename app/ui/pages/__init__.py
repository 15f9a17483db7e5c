"""The places of the window, one page per module."""

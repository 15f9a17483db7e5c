"""One noun of the team per module."""

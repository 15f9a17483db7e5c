"""Lists of leads, people and accounts: every column that can be shown, tested, sorted and counted by."""

"""The rules of qualification: pure functions, facts in, verdicts out."""

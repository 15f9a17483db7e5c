"""Calls: which questions to ask, what an answer proves, the sheet to have in hand, and what came of the last one."""

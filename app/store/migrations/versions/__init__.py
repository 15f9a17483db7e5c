"""One module per schema, in order: `REVISION` is its number, `upgrade()` brings the schema before it up to it.

A revision that means to lose or add rows names those tables in `ROWS_CHANGE`; all others must keep their count.
"""

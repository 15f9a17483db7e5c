"""Files in: from a stranger's spreadsheet to cleaned drafts of leads. The door is `reading`.

A file passes through these rooms in this order: `readers` (bytes to records; workbooks through the child process of
`workbooks`), `structure` (where tables begin and end), `columns` (which column holds which field), `tables` (both
brought together), `drafting` (rows to drafts), which asks `cleaning` for each kind of value. `documents` is apart: YAML
that people write. What every room speaks of stands here: `choices`, `found`, `rows`, `words`.
"""

"""Strips: one act on a lead at the foot of its page, typed and settled without leaving it."""

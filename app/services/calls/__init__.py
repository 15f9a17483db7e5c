"""Calls: planned, prepared, held, closed out; what was said in them, and the technical side of a lead."""

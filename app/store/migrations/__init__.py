"""Older files brought up to the present schema: verified backup first, then all or nothing."""

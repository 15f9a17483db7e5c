"""Sheets of paper: outlines laid out on pages, the same on screen, in a PDF and from a printer."""

"""Assay: a desktop qualification workstation; one workspace is one file."""

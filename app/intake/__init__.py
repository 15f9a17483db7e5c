"""Files in: from a stranger's spreadsheet to cleaned drafts of leads."""

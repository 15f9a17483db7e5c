"""What is kept: tables, the workspace file, the journal, search and backups."""

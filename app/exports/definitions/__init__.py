"""The sheets of the definitions workbook, a module for each thing that a new colleague asks about."""

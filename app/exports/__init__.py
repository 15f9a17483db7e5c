"""Files out: workbooks written through one safe cell writer, and replies read back."""

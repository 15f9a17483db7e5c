"""What a column holds, told by its name and its values: from here comes the mapping of columns to fields."""

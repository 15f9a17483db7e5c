"""One kind of value per module: text as people write it to text that can be compared, with a remark where unsure."""

"""The parts of the review that are made of tables: each file holds the sheets of one."""

"""The parts of the playbook page: the tables of the method, the form of one item, and what a draft would do."""

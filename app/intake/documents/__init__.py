"""YAML that people write and change by hand, read with every fault and its line: playbooks, mappings, the story."""

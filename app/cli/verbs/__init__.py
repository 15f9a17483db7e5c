"""What each verb does, one module for each group of verbs; a module is met only when one of its verbs is used."""

"""Tables over ids and windows of rows."""

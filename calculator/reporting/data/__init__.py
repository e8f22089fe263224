"""Results as plain data, for JSON and scripts: a module for each kind of result."""

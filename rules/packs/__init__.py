"""The policies that are shipped, as packs."""

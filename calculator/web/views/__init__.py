"""What pages show: plain data made from a report, in one language."""

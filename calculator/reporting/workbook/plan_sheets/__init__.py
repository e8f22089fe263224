"""The sheets of merger plans: tables, and maps as charts that a spreadsheet can edit."""

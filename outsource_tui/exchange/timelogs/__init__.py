"""Time logs: one module per tracker, all read into the same entries, grouped and made into tasks."""

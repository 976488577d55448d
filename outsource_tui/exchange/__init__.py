"""In and out: time logs, CSV, JSON."""

"""In and out: time logs, task lists and whole plans. An import is read into a value, shown, then made one change."""

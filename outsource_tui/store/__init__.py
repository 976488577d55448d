"""Where a plan is kept. The only importer of tinydb."""

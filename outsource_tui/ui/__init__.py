"""The full-screen app. The only importer of textual and rich."""

"""Verbs: changes to a plan, and the desk that applies them."""

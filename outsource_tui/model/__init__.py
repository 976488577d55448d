"""Nouns: what a plan is made of. Imports nothing of the other layers."""

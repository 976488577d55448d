"""Judgements: pure functions of a plan and a date."""

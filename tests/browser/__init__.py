"""Formgrader in a real browser."""

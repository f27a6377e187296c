"""Grade deep-learning exercises: isolated submissions, proven checks, feedback that teaches."""

__version__ = "0.1.0"

"""The report formats, on a made-up class."""

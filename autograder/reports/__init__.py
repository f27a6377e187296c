"""What grading found, for readers: one module per format, all made from `results.Report`s."""

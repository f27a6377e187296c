"""nbgrader's own commands, gradebook and pages, with our grading behind them."""

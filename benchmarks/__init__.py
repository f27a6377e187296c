"""Measurements that are not tests: what grading costs, and what hostile notebooks gain."""

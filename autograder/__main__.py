"""Run `python -m autograder` as the `autograder` command."""

from autograder.cli import main

main()

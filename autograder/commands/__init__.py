"""The commands of the command line, one a module, each with a click command called `command`."""

"""The commands of the command line, one module a group. Each imports what it needs when it is called."""

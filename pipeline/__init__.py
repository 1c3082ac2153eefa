"""The stages in order, the readers, the result store, the table schema with its writers, the CLI."""

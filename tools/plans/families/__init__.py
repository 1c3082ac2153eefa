"""Plan families: one module each, with its own outline and wording."""

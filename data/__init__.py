"""Knowledge as data, and the one loader of it."""

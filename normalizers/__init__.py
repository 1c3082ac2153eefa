"""Text -> better text, and phrase -> value. Pure: no files but the knowledge in `data`, no state."""

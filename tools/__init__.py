"""Scripts that make what the project ships: sample plans, models, compiled gazetteers."""

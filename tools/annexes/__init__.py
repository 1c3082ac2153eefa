"""Generated annexes: plans whose facts stand in tables, with their gold; for measuring, never for tuning by seed."""

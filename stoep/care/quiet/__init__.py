"""Asking for help without the board: a few neighbours who ticked the skill hear of it, and nobody else."""

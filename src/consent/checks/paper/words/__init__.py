"""Rules on the words: every one that must stand there does, in order, and nothing else."""

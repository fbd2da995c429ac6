"""Rules on a finished packet of ours: what stands on the paper, and what a person sees of it."""

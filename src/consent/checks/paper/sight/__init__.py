"""Rules on what a person sees: visible, dark and large enough, and the letters that are meant."""

"""The schedule as the desk sees it: who comes, and how far each one's packet is."""

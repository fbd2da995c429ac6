"""What a long run shows and says."""

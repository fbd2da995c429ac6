"""What earlier runs found out and still holds, and the fingerprints that tell whether it does."""

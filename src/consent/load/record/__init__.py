"""Record files: one patient, one visit; what they say, and whether it can be done."""

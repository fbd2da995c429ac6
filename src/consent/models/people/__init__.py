"""The patient, the practice, and what their schedule says of a visit."""

"""What clinicians and lawyers write: procedures, clauses, policies, and where a body is treated."""

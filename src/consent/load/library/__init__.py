"""The template folders as one library: procedures, shared parts, clauses, policies, words."""

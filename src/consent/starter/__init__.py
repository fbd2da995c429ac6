"""The files that ``consent init`` writes: a made-up practice and patient."""

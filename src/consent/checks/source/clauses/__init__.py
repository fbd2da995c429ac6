"""Rules on clauses: dictated wording, promises, status, waivers, and what policies demand of them."""

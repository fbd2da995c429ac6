"""A packet's content becomes a master: cut at its parts, each found or typeset, all of them joined."""

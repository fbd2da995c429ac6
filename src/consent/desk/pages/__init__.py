"""One file per page; each has ``ROUTES``, and ``app`` names them."""

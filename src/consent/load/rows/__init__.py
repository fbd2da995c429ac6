"""What every source of records has in common: a row, the options it is read by, its bytes, its complaints."""

"""Tomorrow's schedule at the desk: its words learned, its packets made, its print run opened."""

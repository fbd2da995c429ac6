"""One file for the print room: thousands of packets, what they share stored once."""

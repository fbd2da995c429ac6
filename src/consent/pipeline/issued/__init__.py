"""What the register is told of packets, and packets again as they were issued."""

"""What the rules on sources stand on: the files with their lines, and the words that will print."""

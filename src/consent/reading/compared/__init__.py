"""Two states of one file, or two files, held against each other: what is filled, what else differs."""

"""``python -m consent``."""

from consent.cli import main

if __name__ == "__main__":
    main()

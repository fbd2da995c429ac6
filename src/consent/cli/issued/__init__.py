"""The commands on packets that were issued: found, signed, read back, handed on. A module each."""

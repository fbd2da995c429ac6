"""The commands on what is typed: looked at, checked, translated, approved. A module each."""

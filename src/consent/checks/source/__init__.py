"""Rules on the sources: what clinicians, lawyers and designers wrote, before any packet is made.

A translation has the facts, conditions, numbers and sources of the English library, so only rules that read
words are held against it: those that say ``EVERY_LANGUAGE``.

The rules are found in ``rules``, and imported only there: a form that somebody else made is searched by
five of them.
"""

"""A file held against what was issued.

| file | does |
|---|---|
| ``trust`` | reads the certificates that are trusted |
| ``issued`` | finds the issue that a file begins with, by the digest of its first bytes and nothing else |
| ``examine`` | in a child with bounds: what came after those bytes, who signed, what is still empty |
| ``likeness`` | in a child too: what became of a file that begins like no issue |
| ``verify`` | asks them in turn |

It says what a certificate says, and whether the asker trusts it; never who signed.
"""

"""Strangers' forms: what they say, recognised in words that are not ours. No rule is here, only evidence.

| import from | to |
|---|---|
| ``form`` | ``FormContext``: one PDF, what the policies want of it, and what was found of each |
| ``recognise`` | ``recognised(words, recognition)``: where anchor phrases stand together, undenied |
| ``dictated`` | ``closest``: the words most like a dictated text, and where they differ |
| ``elements`` | ``RECOGNISED``: how to know each element of a consent in anybody's words |
| ``wanted`` | which requirements apply when only procedures and policies are known |
| ``legible`` | which pages can be read, and in which language they are written |
| ``signing_places`` | who signs where, and whether date and time go beside it |
| ``examples`` | a sentence of ours that would do where something is missing |
"""

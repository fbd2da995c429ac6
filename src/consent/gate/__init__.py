"""``consent check``: sources, matrix and finished PDFs, judged in one run. Prints nothing, exits nowhere.

| import from | to |
|---|---|
| ``question`` | ``Question``: what is to be checked, and against what |
| ``answer`` | ``answer(question)``: the outcome, recalled where nothing has changed, with the rules |
| ``run`` | ``run(question, rules)``: the outcome, found now |
| ``catalogue`` | ``catalogue()``: every code there is |

Nothing is imported here: an answer that is recalled needs none of what finds it.
"""

"""One packet at the desk: what is typed, what is wrong with it, its pages, and the paper.

| import from | to |
|---|---|
| ``typed`` | keep what stands in the form, and read a record back into it |
| ``asking`` | make a record or a blank form of it, or say everything that is wrong, each beside its field |
| ``tasks`` | have it drawn, printed or printed again by the desk's crew |
| ``draft`` | hold all of that for one browser until it is on paper |
"""

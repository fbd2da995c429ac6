"""load → assemble → check → typeset → stamp → write, as code.

| import from | to |
|---|---|
| ``workspace`` | open library and practice, and read records |
| ``preparing`` | a record or a blank form to a checked ``Packet`` |
| ``masters`` | a packet to its typeset ``Master``, from the cache where it is there |
| ``printing`` | a packet to a file: ``render`` |
| ``recalling`` | what an earlier run remembered of a record, so that nothing is typeset for it |
| ``press`` | a whole batch, by processes here or by many machines |
| ``registering`` | what is made goes into the register, before it is on paper and after |
| ``reprinting`` | a packet again, as it was issued |

Each step takes frozen values and returns new ones. Nothing here decides anything: the order of the steps is
all it knows.
"""

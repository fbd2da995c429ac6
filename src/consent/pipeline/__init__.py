"""load → assemble → check → typeset → stamp → write, as code.

| import from | to |
|---|---|
| ``workspace`` | open library and practice, and read records |
| ``preparing`` | a record or a blank form to a checked ``Packet`` |
| ``parts`` | a packet to its typeset ``Master``, from the cache where it is there |
| ``printing`` | a packet to a file: ``render`` |
| ``proof`` | a packet to look at while its words are written |
| ``remembered`` | what an earlier run found out about a record, so that nothing is typeset for it |
| ``batch`` | a whole schedule, by processes here or by many machines |
| ``issued`` | what is made goes into the register; a packet again, as it was issued |
| ``fhir_file`` | packets into one file for a record system |

Each step takes frozen values and returns new ones. Nothing here decides anything: the order of the steps is
all it knows.
"""

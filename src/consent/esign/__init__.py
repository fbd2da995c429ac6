"""A packet handed to a signing service: a request with the coordinates of each place. Nothing is sent.

| file | does |
|---|---|
| ``places`` | reads the places of the finished file, and refuses a page with a tag on it |
| ``roles`` | says whose each place is, and in what order they sign |
| ``people`` | names and addresses, if they are given |
| ``docuseal`` … ``adobe`` | one service each: its own units, its own shape |
| ``acroform`` | the file with its fields named as Docusign and Adobe read them |
| ``handover`` | asks them in turn and writes the files |
"""

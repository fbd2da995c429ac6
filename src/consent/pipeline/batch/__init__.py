"""A schedule's rows become packets.

``press`` is the whole of it, ``rows`` drives row after row, ``bench`` is what a worker has, ``making`` what
it can do, and ``crew`` is who the workers are.
"""

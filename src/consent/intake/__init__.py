"""Signed paper back into packets: which page each scan shows, and where it holds ink.

Everything is measured in millimetres from the top left of the issued page; a map takes these to the pixels of
a scan. It says *ink*, never *signed*.
"""

"""What WeasyPrint would work out again for each page, kept for all pages that share fonts and style sheets.

WeasyPrint has no hook for any of it, so its own functions are replaced by name. That is done for the one
version that was read (``pinned``), for styles whose fonts are ``KeepingFonts``, and for nothing else.
"""

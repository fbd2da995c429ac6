"""Pages to masters. The only part that knows WeasyPrint."""

from consent.typeset.pdf import is_rigid, typeset

__all__ = ["is_rigid", "typeset"]

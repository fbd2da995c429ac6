"""findings → text."""

from consent.report.text import findings_text

__all__ = ["findings_text"]

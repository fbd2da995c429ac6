"""``consent check``: sources, matrix and finished PDFs, judged in one run. Prints nothing, exits nowhere."""

from consent.gate.catalogue import catalogue
from consent.gate.question import Question
from consent.gate.run import run

__all__ = ["Question", "catalogue", "run"]

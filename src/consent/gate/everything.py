"""The whole library and its matrix, where no file is named."""

from __future__ import annotations

from consent.gate.loaded import Loaded
from consent.gate.matrix import check_matrix
from consent.gate.matrix_report import MatrixReport
from consent.gate.question import Question
from consent.gate.setting import Setting
from consent.gate.telling import Tell
from consent.gate.wording import context_of, wrong_words
from consent.models.findings.finding import Finding
from consent.models.findings.outcome import Coverage


def check_everything(
    question: Question, loaded: Loaded, tell: Tell
) -> tuple[list[Finding], int, MatrixReport]:
    """What is wrong with the words, how many files they stand in, and what the matrix showed."""
    context = context_of(question, loaded)
    findings = [*loaded.findings]

    def judge_words() -> None:
        findings.extend(wrong_words(question, loaded))

    if loaded.usable:
        result = check_matrix(_setting(question, loaded), tell, judge_words)
    else:
        judge_words()
        result = _no_matrix()
    return findings, len(context.texts) + len(context.pages), result


def _setting(question: Question, loaded: Loaded) -> Setting:
    enabled = [id_ for id_, policy in loaded.library.policies.items() if policy.value.enabled]
    return Setting(
        library=loaded.library,
        practice=loaded.practice,
        roots=loaded.roots,
        as_of=question.as_of,
        policies=question.policies or tuple(enabled),
        procedures=question.procedures or tuple(loaded.library.procedures),
        jobs=question.jobs,
        cache=question.cache,
        words=loaded.words,
    )


def _no_matrix() -> MatrixReport:
    note = "the matrix was not assembled: mend the files first"
    return MatrixReport((), (), Coverage(note=note))

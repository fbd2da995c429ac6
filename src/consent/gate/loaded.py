"""All that a run of the check reads: library, practice, words; and what was wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from consent.errors import InputError
from consent.gate.kept_library import Templates
from consent.gate.paths import Named, templates_of
from consent.gate.question import Question
from consent.load.library.what import What, translation_of
from consent.load.translation.folders import languages_in
from consent.models.findings.finding import Finding, Severity
from consent.models.library.collection import Library
from consent.models.library.form_language import FormLanguage
from consent.models.library.sources import Words
from consent.models.people.practice import Practice
from consent.models.place import Sourced
from consent.models.spoken import SOURCE
from consent.resources import built_in_templates, template_roots

SOURCES = (What.PROCEDURE, What.SHARED, What.ANATOMY, What.CLAUSE, What.POLICY)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything read, and everything wrong with it so far."""

    library: Library = field(repr=False)
    """In the language that was asked for."""
    english: Library = field(repr=False)
    """The same in English, for copies behind packets and for files in other languages."""
    practice: Sourced[Practice] | None
    roots: tuple[Path, ...]
    folder: Path | None
    """The practice's folder."""
    words: Words
    findings: tuple[Finding, ...]
    usable: bool = True
    """Whether packets can be assembled from it, in the language that was asked for."""
    built_in: Library | None = field(default=None, repr=False)
    """The library that came with this program; None where no file is the practice's own."""
    form_languages: tuple[FormLanguage, ...] = field(default=(), repr=False)
    """Languages besides English in which strangers' forms are judged; read where a PDF is named."""
    others: tuple[tuple[Library, Words], ...] = field(default=(), repr=False)
    """The library in the other languages that it is to be good in, and what the rules know of each."""


def load(question: Question, named: Named) -> Loaded:
    """Library and practice, the named files in their places; what is wrong is kept, not raised."""
    practice_file = next(iter(named.of(What.PRACTICE)), question.practice_file)
    roots = (
        *templates_of(question.paths),
        *(root for root, _ in _translated(named)),
        *template_roots(question.overlay, practice_file.parent if practice_file else None),
    )
    roots = tuple(dict.fromkeys(roots))
    templates = Templates(roots, question.cache)
    library, complaints = templates.library()
    findings = list(complaints)
    if strays := _strays(named, library, complaints):
        from consent.load.library.stray import with_strays

        library, more = with_strays(library, strays)
        findings += more
    practice = None
    if practice_file is not None and not findings:
        practice, complaints = _practice(practice_file, library, roots)
        findings += complaints
    usable = not any(finding.severity is Severity.ERROR for finding in findings)
    named_ones = [language for _, language in _translated(named)]
    spoken = dict.fromkeys((*_spoken(question, named, practice, roots), *named_ones))
    libraries, others_words, complaints = _translations(library, roots, tuple(spoken))
    findings += complaints
    english = library
    library = libraries.get(question.language, library)
    if question.language != SOURCE:
        usable = not any(finding.severity is Severity.ERROR for finding in findings)
    words, complaints = others_words.get(question.language), ()
    if words is None:
        words, complaints = templates.words(question.language)
    judging = templates if named.of(What.PDF) else Templates(_own(roots), question.cache)
    form_languages, wrong = judging.form_languages() if judging.roots else ((), ())
    known_folders = [path.parent for path in (practice_file, *named.of(What.WAIVERS)) if path is not None]
    folder = next(iter(known_folders), None)
    built_in = _built_in(library, question.cache) if strays or _own(roots) else None
    findings += (*complaints, *wrong)
    return Loaded(
        library=library,
        english=english,
        practice=practice,
        roots=roots,
        folder=folder,
        words=words,
        findings=tuple(findings),
        usable=usable,
        built_in=built_in,
        form_languages=form_languages,
        others=tuple((one, others_words[id_]) for id_, one in libraries.items() if id_ != question.language),
    )


def _strays(named: Named, library: Library, complaints: Sequence[Finding]) -> list[tuple[Path, What]]:
    """The named sources that lie in none of the template folders."""
    sources = [(path, what) for path, what in named.files if what in SOURCES]
    if not sources:
        return []
    files = (*_files_of(library), *(one.place.file for one in complaints))
    known = {Path(file).resolve() for file in files}
    return [(path, what) for path, what in sources if path.resolve() not in known]


def _practice(
    file: Path, library: Library, roots: Sequence[Path]
) -> tuple[Sourced[Practice] | None, Sequence[Finding]]:
    from consent.load.practice.languages import check_languages
    from consent.load.practice.read import load_practice

    try:
        practice = load_practice(file, library)
        return practice, tuple(check_languages(practice, roots))
    except InputError as error:
        return None, error.findings


def _translations(
    library: Library, roots: tuple[Path, ...], spoken: Sequence[str]
) -> tuple[dict[str, Library], dict[str, Words], Sequence[Finding]]:
    """The library in other languages, what the rules know of each, and everything wrong with them."""
    if not spoken:
        return {}, {}, ()
    from consent.gate.translations import check_translations

    found = check_translations(library, roots, spoken)
    return found.libraries, found.words, found.findings


def _spoken(
    question: Question, named: Named, practice: Sourced[Practice] | None, roots: tuple[Path, ...]
) -> Iterable[str]:
    """The languages whose translations are looked at.

    Of finished PDFs nothing is said about them: a packet's own language is read when its file names it.
    """
    if named.files and all(what is What.PDF for _, what in named.files):
        return (question.language,) if question.language != SOURCE else ()
    from consent.gate.translations import asked_languages

    return asked_languages(question.language, practice, roots)


def in_language(loaded: Loaded, language: str) -> Loaded:
    """The same in the language that a file says it is in, where the templates have that language."""
    if language == loaded.library.language or language not in languages_in(loaded.roots):
        return loaded
    from consent.load.library.words import load_words

    words, complaints = load_words(loaded.roots, language)
    if language == SOURCE:
        return replace(loaded, library=loaded.english, words=words)
    from consent.load.translation.opened import survey_in

    surveyed, wrong = survey_in(loaded.roots, language, loaded.english)
    if surveyed is None:
        return replace(loaded, usable=False)
    usable = loaded.usable and not any(one.severity is Severity.ERROR for one in (*wrong, *complaints))
    return replace(loaded, library=surveyed.library, words=words, usable=usable)


def _own(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Template folders of a practice: what stands in them is checked even where no form is."""
    return tuple(root for root in roots if root.resolve() != built_in_templates().resolve())


def _translated(named: Named) -> list[tuple[Path, str]]:
    """The templates folders and languages of the named translations."""
    found = (translation_of(path) for path in named.of(What.TRANSLATION))
    return list(dict.fromkeys(one for one in found if one is not None))


def _built_in(library: Library, folder: Path | None) -> Library | None:
    root = built_in_templates()
    home = root.resolve()
    if all(Path(file).resolve().is_relative_to(home) for file in _files_of(library)):
        return None
    return Templates((root,), folder).library()[0]


def _files_of(library: Library) -> Iterable[str]:
    for shelf in (library.procedures, library.shared, library.policies):
        for one in shelf.values():
            yield one.source.file
    for loaded in library.clauses.values():
        yield loaded.clause.source.file

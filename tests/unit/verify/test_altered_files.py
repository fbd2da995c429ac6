"""Files altered in some fifty ways: each is told apart by name, and what differs is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent.models.register.verified import Standing, Verified
from consent.register import Register, open_register
from consent.verify.verify import Against, verify
from tests.support import altered
from tests.support.altered import Change, behind, by_program, flipped, in_pikepdf, typed
from tests.support.issued import IssuedPacket, issue
from tests.support.office import Office, plan, record

TYPED = "others-taking-part-names"
SHORT = plan("ultrasound-guidance")
"""Seven pages: both files are read from the start for each way."""


@pytest.fixture(scope="module")
def packet(office: Office, tmp_path_factory: pytest.TempPathFactory) -> IssuedPacket:
    return issue(office, tmp_path_factory.mktemp("issued"), record(procedures=SHORT))


@pytest.fixture(scope="module")
def other(office: Office, tmp_path_factory: pytest.TempPathFactory) -> IssuedPacket:
    return issue(office, tmp_path_factory.mktemp("other"), record(record_id="r-0009", procedures=SHORT))


@pytest.fixture
def register(packet: IssuedPacket) -> Iterator[Register]:
    with open_register(packet.register) as found:
        yield found


def said_of(
    data: bytes, packet: IssuedPacket, register: Register | None, folder: Path, **more: object
) -> Verified:
    path = folder / "file.pdf"
    path.write_bytes(data)
    return verify(path, Against(register, remake=lambda _: packet.pdf, **more))  # type: ignore[arg-type]


AS_IT_IS: Change = bytes
ALTERED: tuple[tuple[str, Change, Standing, str], ...] = (
    # --- the bytes that were issued, and something behind them
    ("nothing", AS_IT_IS, Standing.AS_ISSUED, ""),
    ("an empty line at the end", lambda data: data + b"\r\n", Standing.AS_ISSUED, ""),
    (
        "words behind the end",
        lambda data: data + b"% looked at by hand\n",
        Standing.CHANGED,
        "bytes were added",
    ),
    ("an answer typed", behind(typed(TYPED, "Ana Example, nurse")), Standing.ADDED_TO, ""),
    ("a note laid over words", behind(altered.noted), Standing.CHANGED, "page 6: 1 added of kind FreeText"),
    ("a white box over words", behind(altered.painted_over), Standing.CHANGED, "page 5 is drawn anew"),
    ("a place moved", behind(altered.moved), Standing.CHANGED, "field 'patient-signature' was moved"),
    ("places taken away", behind(altered.taken_away), Standing.CHANGED, "fields are gone"),
    ("a place hidden", behind(altered.hidden), Standing.CHANGED, "'patient-signature' is hidden"),
    ("an answer not drawn", behind(altered.undrawn(TYPED)), Standing.CHANGED, "draws what it drew before"),
    ("another title", behind(altered.retitled), Standing.CHANGED, "says of itself"),
    ("a page turned", behind(altered.turned), Standing.CHANGED, "page 4: it has a new Rotate"),
    ("prints by itself", behind(altered.printed_by_itself), Standing.CHANGED, "when the file is opened"),
    (
        "a file attached",
        behind(altered.attached),
        Standing.CHANGED,
        "attachments",
    ),
    (
        "a page behind the last",
        behind(altered.lengthened),
        Standing.CHANGED,
        "it has 8 pages, and 7 were issued",
    ),
    (
        "a revision cut off",
        lambda data: behind(typed(TYPED, "A"))(data)[:-300],
        Standing.SHORTENED,
        "end is missing",
    ),
    # --- bytes changed in their places
    ("a byte of the metadata", flipped(b"<dc:title>", 60), Standing.ALTERED, "1 of the bytes"),
    (
        "the version in the head",
        lambda data: data.replace(b"%PDF-1.7", b"%PDF-1.4", 1),
        Standing.ALTERED,
        "1 of the bytes",
    ),
    ("a byte of the table of contents", flipped(b"startxref", 12), Standing.ALTERED, ""),
    ("a byte of a compressed stream", lambda data: data[:9000] + b"\xff" + data[9001:], Standing.ALTERED, ""),
    # --- an end that is missing
    ("half of it", lambda data: data[: len(data) // 2], Standing.SHORTENED, "end is missing"),
    ("the first thousand bytes", lambda data: data[:1000], Standing.SHORTENED, "end is missing"),
    ("the last forty bytes", lambda data: data[:-40], Standing.SHORTENED, "end is missing"),
    ("the last byte", lambda data: data[:-1], Standing.SHORTENED, "its end is missing: 1 of "),
    ("the last eight bytes", lambda data: data[:-8], Standing.SHORTENED, "its end is missing: 8 of "),
    # --- bytes put in or left out
    ("words before its head", lambda data: b"\xef\xbb\xbf" + data, Standing.ALTERED, "3 bytes stand before"),
    ("two bytes left out", lambda data: data[:9000] + data[9002:], Standing.ALTERED, "2 bytes fewer"),
    (
        "sent as text",
        lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        Standing.ALTERED,
        "line ends are others",
    ),
    # --- written anew by another program
    ("qpdf", by_program("qpdf", "IN", "OUT"), Standing.RESAVED, "written the file anew"),
    ("qpdf --linearize", by_program("qpdf", "--linearize", "IN", "OUT"), Standing.RESAVED, "anew"),
    ("qpdf, unpacked", by_program("qpdf", "--stream-data=uncompress", "IN", "OUT"), Standing.RESAVED, "anew"),
    (
        "qpdf, no object streams",
        by_program("qpdf", "--object-streams=disable", "IN", "OUT"),
        Standing.RESAVED,
        "anew",
    ),
    ("pikepdf", in_pikepdf(lambda _: None), Standing.RESAVED, "anew"),
    ("pypdf", altered.rewritten_by_pypdf, Standing.RESAVED, "anew"),
    ("mutool clean", by_program("mutool", "clean", "IN", "OUT"), Standing.RESAVED, "anew"),
    ("pdftk", by_program("pdftk", "IN", "output", "OUT"), Standing.RESAVED, "anew"),
    ("filled and re-saved", altered.filled_and_resaved(TYPED), Standing.RESAVED, "anew"),
    (
        "the attachment gone",
        in_pikepdf(altered.without_attachment),
        Standing.RESAVED,
        "the attachments differ",
    ),
    ("a script added", in_pikepdf(altered.scripted), Standing.RESAVED, "done when the file is opened"),
    # --- other words
    (
        "words added to a page",
        in_pikepdf(altered.overprinted),
        Standing.ALTERED,
        "page 5 shows something else",
    ),
    (
        "two letters changed",
        in_pikepdf(altered.another_digit),
        Standing.ALTERED,
        "page 7 shows something else",
    ),
    ("pages in another order", in_pikepdf(altered.turned_round), Standing.ALTERED, "in another order"),
    ("another font", in_pikepdf(altered.another_font), Standing.ALTERED, "Resources differs"),
    # --- places gone
    ("a place renamed", in_pikepdf(altered.renamed), Standing.ALTERED, "1 field is gone"),
    (
        "ghostscript",
        by_program("gs", "-q", "-sDEVICE=pdfwrite", "-o", "OUT", "IN"),
        Standing.FLATTENED,
        "look the same",
    ),
    ("pdfium, flattened", altered.flattened, Standing.FLATTENED, ""),
    ("qpdf, flattened", by_program("qpdf", "--flatten-annotations=all", "IN", "OUT"), Standing.FLATTENED, ""),
    ("pdftocairo", by_program("pdftocairo", "-pdf", "IN", "OUT"), Standing.FLATTENED, ""),
    ("every page a picture", altered.pictured, Standing.PICTURES, "consent intake"),
    # --- pages
    (
        "the first five pages",
        by_program("qpdf", "IN", "--pages", ".", "1-5", "--", "OUT"),
        Standing.PAGES_MISSING,
        "5 of 7",
    ),
    ("one page gone", in_pikepdf(altered.without(5, 6)), Standing.PAGES_MISSING, "6 of 7"),
    ("an empty sheet more", in_pikepdf(altered.with_a_sheet), Standing.MERGED, "1 page has no code"),
    ("twice", by_program("pdfunite", "IN", "IN", "OUT"), Standing.MERGED, "more than once"),
    (
        "twice, by qpdf",
        by_program("qpdf", "--empty", "--pages", "IN", "IN", "--", "OUT"),
        Standing.MERGED,
        "more than once",
    ),
    # --- locked
    (
        "a password to open it",
        by_program("qpdf", "--encrypt", "u", "o", "256", "--", "IN", "OUT"),
        Standing.UNREADABLE,
        "password",
    ),
    (
        "encrypted, opens by itself",
        by_program("qpdf", "--encrypt", "", "o", "256", "--", "IN", "OUT"),
        Standing.RESAVED,
        "anew",
    ),
    # --- no packet at all
    ("nothing in it", lambda _: b"", Standing.UNREADABLE, "empty"),
    ("a picture", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(3000), Standing.UNREADABLE, "a PNG picture"),
    ("its first bytes gone", lambda data: data[9:], Standing.UNREADABLE, ""),
    ("somebody's own form", altered.strangers_form, Standing.FOREIGN, ""),
)


@pytest.mark.parametrize(
    ("change", "standing", "words"), [row[1:] for row in ALTERED], ids=[row[0] for row in ALTERED]
)
def test_what_became_of_a_file_has_a_name(
    change: Change, standing: Standing, words: str, packet: IssuedPacket, register: Register, tmp_path: Path
) -> None:
    said = said_of(change(packet.pdf), packet, register, tmp_path)
    assert said.standing is standing, said
    assert words in "\n".join(said.details)
    assert said.is_true == (standing in (Standing.AS_ISSUED, Standing.ADDED_TO))

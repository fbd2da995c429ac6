"""Print runs of the sample, and what is in them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2

from consent.models.paper.master import Master
from consent.models.paper.print_run import Copy
from consent.models.paper.slots import Slot
from consent.stamp.run import PrintRun
from tests.support.sample import ISSUED, VALUES, sample_master

BOTH = (Copy.CHART, Copy.PATIENT)
Patient = tuple[Master, Mapping[Slot, str]]


def patient(packet_id: str, name: str = "Maria Nguyễn", master: Master | None = None) -> Patient:
    """The sample for somebody else."""
    values = {**VALUES, Slot.PACKET_ID: packet_id, Slot.PATIENT_NAME: name}
    return master or sample_master(), values


def several(count: int) -> list[Patient]:
    """Patients with different names."""
    letters = "ABCDEFGHJKMN"
    return [patient(f"PK{number:08d}", f"Zoë {letters[number % 12]}{number}") for number in range(count)]


def printed(
    patients: Sequence[Patient],
    *,
    copies: Sequence[Copy] = (),
    separators: bool = False,
    duplex: bool = True,
    tagged: bool = False,
) -> bytes:
    """The run as one string of bytes."""
    pdf = bytearray()
    run = PrintRun(
        pdf.extend, issued_on=ISSUED, copies=copies, separators=separators, duplex=duplex, tagged=tagged
    )
    for master, values in patients:
        run.add(master, values)
    run.finish()
    return bytes(pdf)


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """The file as pikepdf sees it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        yield file


class Viewer:
    """The file as pdfium sees it."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def text(self, page: int) -> str:
        """What a page, counted from 0, says."""
        return str(self._document[page].get_textpage().get_text_range())

    def texts(self) -> list[str]:
        """What every page says."""
        return [self.text(page) for page in range(len(self))]

    def label(self, page: int) -> str:
        """What a viewer calls the page."""
        return str(self._document.get_page_label(page))

    def pixels(self, page: int, dpi: int = 100) -> npt.NDArray[np.uint8]:
        """How a page looks."""
        image = self._document[page].render(scale=dpi / 72, grayscale=True, may_draw_forms=False).to_numpy()
        return np.array(image, dtype=np.uint8).reshape(image.shape[:2])

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Level, title and page of each bookmark."""
        found = []
        for item in self._document.get_toc():
            target = item.get_dest()
            found.append((item.level, item.get_title(), target.get_index() if target else -1))
        return found


def numbered(root: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """The entries of a number tree."""
    found: dict[int, pikepdf.Object] = {}

    def visit(node: pikepdf.Object) -> None:
        nums = list(node.get("/Nums", []))
        found.update(zip(map(int, nums[::2]), nums[1::2], strict=True))
        for kid in node.get("/Kids", []):
            visit(kid)

    visit(root)
    return found


def walk(element: pikepdf.Object, visit: Callable[[pikepdf.Object], None]) -> None:
    """Visit a tag and all below it."""
    visit(element)
    for kid in element.get("/K", pikepdf.Array()).as_list():
        if isinstance(kid, pikepdf.Dictionary):
            walk(kid, visit)

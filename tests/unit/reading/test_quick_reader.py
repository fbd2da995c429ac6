"""The quick reader reads what pyHanko's own reads, and each object stream's table once."""

from __future__ import annotations

import io

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from consent.reading.quick_reader import QuickReader
from tests.support.sample import sample_packet


def numbers_of(reader: PdfFileReader) -> list[int]:
    return sorted(ref.idnum for ref in reader.xrefs.explicit_refs_in_revision(0))


def written(reader: PdfFileReader, number: int) -> bytes:
    generic.Reference(number, 0, reader).get_object().write_to_stream(out := io.BytesIO(), None)
    return out.getvalue()


def test_every_object_is_the_one_that_pyhanko_reads() -> None:
    quick, own = QuickReader(sample_packet()), PdfFileReader(io.BytesIO(sample_packet()), strict=False)
    numbers = numbers_of(own)
    assert len(numbers) > 50
    assert [written(quick, number) for number in numbers] == [written(own, number) for number in numbers]


def test_the_table_of_an_object_stream_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    table = QuickReader._table

    def counted(self: QuickReader, number: int) -> tuple[bytes, dict[int, int]]:
        read.append(number)
        return table(self, number)

    monkeypatch.setattr(QuickReader, "_table", counted)
    reader = QuickReader(sample_packet())
    for number in numbers_of(reader):
        written(reader, number)
    assert read
    assert len(read) == len(set(read))


def test_an_object_that_its_stream_does_not_hold_is_nothing() -> None:
    reader = QuickReader(sample_packet())
    (stream,) = {
        ref.idnum
        for ref in reader.xrefs.explicit_refs_in_revision(0)
        if isinstance(found := generic.Reference(ref.idnum, 0, reader).get_object(), generic.StreamObject)
        and found.get("/Type") == "/ObjStm"
    }
    assert isinstance(reader._get_object_from_stream(10**6, stream, 0), generic.NullObject)
    assert isinstance(reader._get_object_from_stream(1, reader.root_ref.idnum, 0), generic.NullObject)

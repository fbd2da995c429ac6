"""Finished pages for the browser: pictures to look at, files for the printer. Sent from memory."""

from __future__ import annotations

from starlette.responses import Response

from consent.desk.refusal import Refused
from consent.desk.services import in_thread
from consent.reading.pictures import picture_of_page

_MOST_PAGES = 10_000


async def picture(pdf: bytes, number: int) -> Response:
    """A page as a picture; pages count from 1.

    Raises:
        Refused: 404: there is no such page.
    """
    try:
        if number > _MOST_PAGES:
            raise IndexError(number)
        return Response(await in_thread(picture_of_page, pdf, number), media_type="image/png")
    except IndexError:
        raise Refused(404, "There is no such page.", "Go back to the packet.") from None


def paper(pdf: bytes, name: str, *, save: bool = False) -> Response:
    """A PDF under a name that says nothing of a patient: shown, or with ``save`` put into a folder."""
    kind = "attachment" if save else "inline"
    return Response(
        pdf, media_type="application/pdf", headers={"content-disposition": f'{kind}; filename="{name}"'}
    )

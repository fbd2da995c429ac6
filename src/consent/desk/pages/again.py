"""A packet again, or some of its pages, exactly as it was issued."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consent.desk.packets.again import again, issue_of, named_in, wanted_pages
from consent.desk.reception import Reception
from consent.desk.refusal import Refused
from consent.desk.services import in_thread, services, session
from consent.desk.web.form import Fields, form_of, query_of
from consent.desk.web.page import page, see
from consent.desk.web.paper import paper, picture
from consent.errors import ResourceError
from consent.models.register.issue import Issue
from consent.reading.pictures import page_count

_YES = "yes"


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for again."""

    issue: Issue
    pages: str
    """As typed; empty for all."""
    numbers: tuple[int, ...]
    """As printed on them."""
    pdf: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Of its file."""
        pages = f"-page-{'-'.join(map(str, self.numbers[:5]))}" if self.pages else ""
        return f"{self.issue.name.replace(' ', '-')}{pages}.pdf"


async def ask(request: Request) -> Response:
    """The page that asks which."""
    query_of(request)
    return _asking(request, 200, "", "", "", "")


async def find(request: Request) -> Response:
    """Look it up; say beside the field what is wrong."""
    form = await form_of(request, Fields(one=("packet", "pages")))
    packet, pages = form.one("packet"), form.one("pages")
    try:
        found = await in_thread(_look, services(request).reception, packet, pages)
    except _WrongError as wrong:
        return _asking(request, 422, packet, pages, wrong.field, f"{wrong.message} {wrong.hint}".strip())
    return see(f"/again/{session(request).keep(found)}")


async def show(request: Request) -> Response:
    """The pages as they were issued."""
    query_of(request)
    key = request.path_params["found"]
    return page(request, "again.html.j2", found=_in(request, key), key=key)


async def one_page(request: Request) -> Response:
    """The picture of one of them."""
    query_of(request)
    return await picture(_in(request, request.path_params["found"]).pdf, request.path_params["number"])


async def put(request: Request) -> Response:
    """Note that it is printed again, and go on to the file."""
    form = await form_of(request, Fields(one=("do",)))
    key = request.path_params["found"]
    found = _in(request, key)
    await in_thread(_tell, services(request).reception, found)
    return see(f"/again/{key}/{found.name}{'?save=yes' if form.one('do') == 'save' else ''}")


async def file(request: Request) -> Response:
    """What goes to the printer."""
    asked = query_of(request, "save")
    found = _in(request, request.path_params["found"])
    if found.name != f"{request.path_params['name']}.pdf":
        raise _gone()
    return paper(found.pdf, found.name, save=asked.get("save") == _YES)


class _WrongError(Exception):
    def __init__(self, field_: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.field, self.message, self.hint = field_, message, hint


def _look(reception: Reception, packet: str, pages: str) -> Found:
    if not packet:
        raise _WrongError("packet", "Which packet?", "Type what stands at the foot of the page.")
    named = named_in(packet)
    if named is None:
        raise _WrongError(
            "packet", "This holds no packet id.", "It is two times five letters and digits, as AC83N-NTCBR."
        )
    with reception.register() as register:
        issue = issue_of(register, named)
        if issue is None:
            raise _WrongError(
                "packet", "The register knows no such packet.", "Check each letter against the page."
            )
        wanted = pages or named.pages
        try:
            numbers = wanted_pages(wanted, issue.files[-1].pages) if issue.files else ()
        except ResourceError as error:
            field_ = "pages" if pages else "packet"
            raise _WrongError(field_, error.message, error.hint) from None
        try:
            pdf = again(
                register,
                issue,
                wanted,
                reception.settings.home,
                lambda language: reception.opened(language).workspace,
            )
        except ResourceError as error:
            raise _WrongError("packet", f"{error.message}.", error.hint) from None
    return Found(issue, wanted, numbers or tuple(range(1, page_count(pdf) + 1)), pdf)


def _tell(reception: Reception, found: Found) -> None:
    with reception.register() as register:
        register.tell(found.issue, "printed again" + (f", pages {found.pages}" if found.pages else ""))


def _asking(request: Request, status: int, packet: str, pages: str, wrong_field: str, wrong: str) -> Response:
    return page(
        request, "ask_again.html.j2", status, packet=packet, pages=pages, wrong_field=wrong_field, wrong=wrong
    )


def _in(request: Request, key: str) -> Found:
    found = session(request).kept(key)
    if not isinstance(found, Found):
        raise _gone()
    return found


def _gone() -> Refused:
    return Refused(410, "These pages are no longer open here.", "Ask for the packet again.")


ROUTES = (
    Route("/again", ask, methods=["GET"]),
    Route("/again", find, methods=["POST"]),
    Route("/again/{found}", show, methods=["GET"]),
    Route("/again/{found}/print", put, methods=["POST"]),
    Route("/again/{found}/page/{number:int}.png", one_page, methods=["GET"]),
    Route("/again/{found}/{name}.pdf", file, methods=["GET"]),
)

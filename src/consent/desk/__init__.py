"""The front desk in a browser: ``consent desk`` serves one practice, on its own machine.

Pages are made here, on the server; every task works without JavaScript, and ``assets/desk.js`` is for comfort
alone. Nothing is asked of another host, and nothing here decides what a packet says: the desk calls what the
commands call, and says what they say.

| room | what is in it |
|---|---|
| ``serve`` | the socket, TLS, the link in the terminal, the end |
| ``app`` | the application: the guard around the routes of ``pages``; **a new page is named there** |
| ``guard`` | what each request passes before a page sees it: Host, Origin, session and lock; headers |
| ``pages`` | one file per page; each has ``ROUTES`` |
| ``web`` | what pages are made with: ``page`` and ``see``, ``form_of`` and ``query_of`` |
| ``services`` | what pages work with: ``reception``, ``crew``, ``sessions`` |
| ``reception`` | what is looked up: the practice and its library, the schedule, the register |
| ``crew``, ``bench`` | the worker processes, and what each has at hand |
| ``visits`` | the schedule as the desk sees it: each row with its state from the register; search |
| ``html`` | the templates, strict and autoescaped: ``base`` is the frame, ``parts`` has the macros |
| ``assets`` | one style sheet, one script |

**How a page is written.** ::

    async def show(request: Request) -> Response:
        desk = services(request)
        visit = await in_thread(desk.reception.visit, request.path_params["visit"])
        return page(request, "packet.html.j2", visit=visit)

    ROUTES = (Route("/packet/{visit}", show, methods=["GET"]),)

- ``services(request)`` gives what is above; ``session(request)`` the browser that asks.
- What reads files or the register runs in ``in_thread``; what typesets, stamps or draws is a task
  (``run(bench)``, plain data, as of :mod:`consent.pipeline.batch.crew.tasks`) for ``await
  desk.crew.do(task)``: one of a few worker processes does it, which have read everything already.
- A register is opened where it is used: ``with desk.reception.register() as register`` inside the function
  that runs in a thread. SQLite's own locks keep twenty desks apart.
- A form is read by ``await form_of(request, Fields(one=…, many=…))``: the token is checked, doubled, unknown,
  huge and unprintable fields are refused. Its template begins with ``{{ parts.token(csrf) }}``.
- What cannot be is raised: ``Refused``, or any ``ConsentError``, whose own words become the page.
- A POST ends in ``see(path)`` (303), so that a page can be loaded again and the way back works.

**Addresses name nobody.** A visit is named by a keyed digest of its whole row (``Visit.key``), so that an
address from before a change of the row answers 410 and says so, never with another visit. What a person has
typed and not printed yet lies in the session: ``session.keep(value)`` gives a key for an address.

**Who may ask.** The link in the terminal works once and becomes a cookie; so does the code beside it, which
also opens a desk that has locked itself. Every route but ``guard.session.OPEN`` needs that cookie. After idle
minutes the server answers nothing but the lock page, and the page in the browser goes there by itself.

**What is written.** Packets, by the rooms that write them, whole or not at all; an uploaded schedule, in
the practice's folder for this user alone. Nothing else: previews are sent from memory.
"""

"""The front desk: how soon the first picture of a packet is there, and twenty browsers at once.

A real server is asked over its socket. The baseline is `consent render` of the same records on the same
machine, in turns: what somebody with a terminal would wait for the same packet.
"""

from __future__ import annotations

import html
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.day import write_day
from benchmarks.measure import empty_cache, keep_compiled_modules, script, table, verdict

BROWSERS = 20
ROWS = 40
"""Of the schedule."""
PACKETS = 6
"""Different ones whose first picture is timed alone."""
ROUNDS = 3
"""Of the baseline."""
TURNS = 2
"""What each of the browsers does at once: so often the list, a search, a packet."""
AIM_UNKNOWN = 1.0
AIM_KNOWN = 0.3
"""Seconds."""
HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
_LINK = re.compile(r"http://127\.0\.0\.1:(\d+)/open/([\w-]+)")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_VISIT = re.compile(r'name="visit" value="([^"]+)"')
_PATIENCE = 300


def main() -> None:
    """Print the table; an answer that is no answer ends it."""
    keep_compiled_modules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        practice, record = _practice(folder)
        # The first time with each cache nothing is kept, the second time everything.
        cold, warm = (
            statistics.median(_rendered(folder, practice, record, round_) for round_ in range(ROUNDS))
            for _ in ("nothing", "everything")
        )
        with serving(folder, practice) as desk:
            one = desk.browser()
            visits = one.visits()
            unknown = [one.first_picture(visit) for visit in visits[:PACKETS]]
            known = [one.first_picture(visit) for visit in visits[:PACKETS]]
            browsers = [desk.browser() for _ in range(BROWSERS)]
            began = time.perf_counter()
            with ThreadPoolExecutor(BROWSERS) as pool:
                together = [s for some in pool.map(lambda one: one.works(TURNS), browsers) for s in some]
            took = time.perf_counter() - began
            for browser in (one, *browsers):
                browser.close()
    print(_told(cold, warm, unknown, known, together, took))


def _told(
    cold: float,
    warm: float,
    unknown: Sequence[float],
    known: Sequence[float],
    together: Sequence[float],
    took: float,
) -> str:
    first, again = statistics.median(unknown), statistics.median(known)
    rows = [
        ["consent render, nothing kept", f"{cold:.2f}", "1.00", ""],
        [
            "desk, first picture, never printed",
            f"{first:.2f}",
            f"{first / cold:.2f}",
            verdict(first, AIM_UNKNOWN),
        ],
        ["consent render, warm cache", f"{warm:.2f}", "1.00", ""],
        ["desk, first picture, known", f"{again:.2f}", f"{again / warm:.2f}", verdict(again, AIM_KNOWN)],
        [
            f"desk, first picture, {BROWSERS} browsers at once",
            f"{statistics.median(together):.2f}",
            f"{statistics.median(together) / warm:.2f}",
            "",
        ],
    ]
    title = (
        f"The first picture of a packet: medians of {len(unknown)}; ratios to the line above that is no desk."
        f" {BROWSERS} browsers made {len(together)} packets in {took:.1f} s, the slowest in"
        f" {max(together):.1f} s; no answer was an error"
    )
    return table(title, ["", "s", "ratio", "aim"], rows)


def _practice(folder: Path) -> tuple[Path, Path]:
    """A practice whose schedule is of today, and a record for the baseline."""
    day = write_day(EXAMPLES, folder, ROWS)
    today = datetime.now().astimezone().date().isoformat()
    text = re.sub(r"\d{4}-\d\d-\d\d(?=\r?\n)", today, day.schedule.read_text("utf-8"))
    (day.practice.parent / "today.csv").write_text(text, "utf-8")
    day.practice.write_text(day.practice.read_text("utf-8") + "\nschedule: today.csv\n", "utf-8")
    return day.practice, EXAMPLES / "records" / "r-0001.yaml"


def _rendered(folder: Path, practice: Path, record: Path, round_: int) -> float:
    environment = {**os.environ, "CONSENT_CACHE": empty_cache(folder / f"cache-{round_}")}
    command = [script("consent"), "render", str(record), "--practice", str(practice), "--no-register"]
    began = time.perf_counter()
    out = ["--quiet", "-o", str(folder / "rendered.pdf")]
    subprocess.run([*command, *out], env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


@dataclass
class Desk:
    """A desk that listens."""

    port: int
    log: Path

    def browser(self) -> Browser:
        """One that has used the link."""
        before = len(_LINK.findall(self.log.read_text("utf-8")))
        browser = Browser(self.port)
        browser.ask("GET", f"/open/{_LINK.findall(self.log.read_text('utf-8'))[-1][1]}", wanted=303)
        while len(_LINK.findall(self.log.read_text("utf-8"))) == before:
            time.sleep(0.01)
        return browser


@dataclass
class Browser:
    """Asks as a browser does, over one connection."""

    port: int
    cookie: str = ""
    token: str = ""
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, wanted: int = 200, **fields: str) -> tuple[str, bytes]:
        """Where an answer leads to, and what is in it; any other answer than wanted ends the benchmark."""
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}"}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode({"token": self.token, **fields}) if method == "POST" else None
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
        except (http.client.HTTPException, ConnectionError):
            # The desk closes a line that nothing was asked on for a while; a browser opens another.
            self._line.close()
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
        data = answer.read()
        if answer.status != wanted:
            raise SystemExit(f"{method} {path.partition('/')[0]}: {answer.status} in place of {wanted}")
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        return answer.getheader("location") or "", data

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            self._line.close()

    def visits(self) -> list[str]:
        """The list; what its buttons send."""
        _, data = self.ask("GET", "/")
        page = html.unescape(data.decode())
        self.token = _TOKEN.findall(page)[0]
        return list(dict.fromkeys(_VISIT.findall(page)))

    def first_picture(self, visit: str) -> float:
        """Seconds from the button of a row to the picture of its first page."""
        began = time.perf_counter()
        draft, _ = self.ask("POST", "/packet/row", 303, visit=visit)
        self.ask("GET", draft)
        _, picture = self.ask("GET", f"{draft}/page/1.png")
        if not picture.startswith(b"\x89PNG"):
            raise SystemExit("the first page is no picture")
        return time.perf_counter() - began

    def works(self, turns: int) -> list[float]:
        """What somebody does: the list, a search, a packet."""
        found = []
        for turn in range(turns):
            visits = self.visits()
            self.ask("POST", "/search", 303, sought="a")
            self.ask("GET", "/found")
            found.append(self.first_picture(visits[(id(self) // 64 + turn) % len(visits)]))
        return found


@contextmanager
def serving(folder: Path, practice: Path) -> Iterator[Desk]:
    """A desk of its own, with an empty cache and an empty register."""
    log = folder / "desk.log"
    environment = {
        **os.environ,
        "CONSENT_CACHE": empty_cache(folder / "cache-desk"),
        "CONSENT_REGISTER": str(folder / "register"),
    }
    command = [sys.executable, "-m", "consent", "desk", "--port", "0", "--practice", str(practice)]
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=environment, stderr=file)
    try:
        end = time.monotonic() + _PATIENCE
        while not (found := _LINK.search(log.read_text("utf-8"))):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"the desk has not opened:\n{log.read_text('utf-8')}")
            time.sleep(0.05)
        # Its workers read the library meanwhile, as they would before the first patient comes.
        time.sleep(2)
        yield Desk(int(found[1]), log)
    finally:
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    main()

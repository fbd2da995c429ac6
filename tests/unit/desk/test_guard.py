"""What a scanner would try on the desk, as a table; and what each answer must say to the browser."""

from __future__ import annotations

import pytest

from consent.desk.guard.address import address_of, is_everywhere, is_loopback
from consent.desk.guard.headers import HEADERS
from tests.support.desk import HOST, ORIGIN, Browser, Desk, desk_in


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_in(tmp_path_factory.mktemp("practice"))


@pytest.fixture(scope="module")
def browser(desk: Desk) -> Browser:
    return desk.browser()


EVERYWHERE = (
    "/",
    "/found",
    "/schedule",
    "/locked",
    "/open/x",
    "/assets/desk.css",
    "/nowhere",
    "/../etc/passwd",
)


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "attacker.example:8600",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8600.attacker.example",
        "127.0.0.1:8600@attacker.example",
        "localhost.attacker.example:8600",
        "0.0.0.0:8600",
        "",
    ],
)
def test_a_request_by_another_name_is_misdirected_whatever_it_asks_for(
    browser: Browser, path: str, host: str
) -> None:
    answer = browser.get(path, Host=host)
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers
    assert len(answer.text) < 100


@pytest.mark.parametrize("host", [HOST, "localhost:8600", "LOCALHOST:8600", "[::1]:8600"])
def test_the_desk_answers_by_its_own_names(browser: Browser, host: str) -> None:
    assert browser.get("/assets/desk.css", Host=host).status_code == 200


def test_two_hosts_in_one_request_are_none(browser: Browser) -> None:
    headers = [("Host", HOST), ("Host", "attacker.example")]
    assert browser.client.get("/assets/desk.css", headers=headers).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://attacker.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:8600"},
        {"Origin": "http://127.0.0.1:8600.attacker.example"},
        {"Origin": f"{ORIGIN}/"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("path", ["/search", "/schedule", "/unlock", "/lock", "/stay"])
def test_a_form_that_another_site_sends_is_refused_though_all_else_is_right(
    browser: Browser, path: str, headers: dict[str, str]
) -> None:
    answer = browser.client.post(path, data={"token": browser.token()}, headers=headers)
    assert answer.status_code == 403
    assert "Another site" in answer.text


def test_a_form_from_the_desks_own_page_is_taken(browser: Browser) -> None:
    headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    answer = browser.client.post("/stay", data={"token": browser.token()}, headers=headers)
    assert answer.status_code == 204


@pytest.mark.parametrize("token", ["", "x", "é" * 43, None])
def test_a_form_without_the_token_of_its_browser_is_refused(browser: Browser, token: str | None) -> None:
    data = {} if token is None else {"token": token}
    answer = browser.client.post("/search", data={**data, "sought": "x"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403


def test_the_token_of_one_browser_is_no_use_in_another(desk: Desk, browser: Browser) -> None:
    other = desk.browser()
    data = {"token": other.token(), "sought": "x"}
    assert browser.client.post("/search", data=data, headers={"Origin": ORIGIN}).status_code == 403


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("cross-site", "cors", 403),
        ("same-site", "no-cors", 403),
        ("cross-site", "navigate", 200),
        ("none", "navigate", 200),
        ("same-origin", "no-cors", 200),
    ],
)
def test_another_site_may_link_here_and_load_nothing(
    browser: Browser, site: str, mode: str, status: int
) -> None:
    answer = browser.get("/", **{"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode})
    assert answer.status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "CONNECT"])
def test_only_get_and_post_are_methods(browser: Browser, method: str) -> None:
    for path in ("/", "/nowhere"):
        answer = browser.client.request(method, path)
        assert (answer.status_code, answer.text) == (405, "Only GET and POST.\n")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/assets/..%2f..%2fpyproject.toml", 404),
        ("/assets/desk.css%00", 404),
        ("/assets/base.html.j2", 404),
        ("/assets/", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/favicon.ico", 404),
        ("/.//attacker.example/", 404),
        ("/search", 405),
        ("/?day=2026-12-01&day=2026-12-02", 400),
        ("/?day=20261201", 400),
        ("/?day=0000-00-00", 400),
        ("/?name=x", 400),
        ("/" + "x" * 600, 400),
    ],
)
def test_what_is_no_address_is_refused_and_nothing_of_it_comes_back(
    browser: Browser, path: str, status: int
) -> None:
    answer = browser.get(path)
    assert answer.status_code == status
    assert "passwd" not in answer.text
    assert "attacker" not in answer.text


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_keeps_nothing_and_loads_nothing_from_elsewhere(browser: Browser, path: str) -> None:
    for answer in (browser.get(path), browser.get(path, Host="attacker.example")):
        for name, value in HEADERS:
            assert answer.headers.get_list(name.decode()) == [value.decode()]
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "server" not in answer.headers


def test_what_a_browser_is_told_is_not_left_to_what_the_desk_has_written_down(browser: Browser) -> None:
    headers = browser.get("/").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    rules = set(headers["content-security-policy"].split("; "))
    own = {f"{kind} 'self'" for kind in ("script-src", "style-src", "img-src", "connect-src", "form-action")}
    assert rules == own | {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"}


def test_a_browser_that_sends_two_cookies_of_the_desk_has_none(desk: Desk) -> None:
    name = "consent-desk-8600"
    own = desk.browser().client.cookies[name]
    stranger = desk.browser(opened=False)
    for cookies in ([f"{name}={own}; {name}=x"], [f"{name}=x; {name}={own}"], [f"{name}={own}", "a=b"]):
        headers = [("Cookie", one) for one in cookies]
        assert stranger.client.get("/", headers=headers).status_code == 303
    assert stranger.client.get("/", headers=[("Cookie", f"a=b; {name}={own}")]).status_code == 200


@pytest.mark.parametrize("path", ["/", "/found", "/schedule", "/nowhere", "/?day=2026-12-01"])
def test_who_has_no_session_sees_the_lock_and_nothing_else(desk: Desk, path: str) -> None:
    stranger = desk.browser(opened=False)
    answer = stranger.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/locked")


def test_what_who_has_no_session_sends_is_not_done(desk: Desk) -> None:
    stranger = desk.browser(opened=False)
    answer = stranger.client.post("/search", data={"sought": "x"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403
    assert "locked" in answer.text


@pytest.mark.parametrize("cookie", ["x", "", "é", "x" * 4000])
def test_a_made_up_cookie_opens_nothing(desk: Desk, cookie: str) -> None:
    stranger = desk.browser(opened=False)
    answer = stranger.client.get("/", headers={b"Cookie": f"consent-desk-8600={cookie}".encode()})
    assert answer.status_code == 303


def test_nobody_is_at_the_desk_by_a_web_socket(browser: Browser) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), browser.client.websocket_connect("/"):
        pass


@pytest.mark.parametrize(
    ("host", "loopback", "everywhere"),
    [
        ("127.0.0.1", True, False),
        ("127.8.0.1", True, False),
        ("::1", True, False),
        ("localhost", True, False),
        ("0.0.0.0", False, True),
        ("::", False, True),
        ("192.168.1.5", False, False),
        ("desk.example.com", False, False),
        ("localhost.example.com", False, False),
    ],
)
def test_what_is_reached_from_this_machine_alone(host: str, loopback: bool, everywhere: bool) -> None:
    assert (is_loopback(host), is_everywhere(host)) == (loopback, everywhere)


def test_a_desk_with_a_certificate_answers_by_the_names_it_was_given() -> None:
    address = address_of("0.0.0.0", 443, ("Desk.Example.com",), tls=True)
    assert address.origin == "https://desk.example.com"
    assert address.is_host(["desk.example.com"])
    assert not address.is_host(["0.0.0.0"])
    assert not address.is_host(["127.0.0.1"])
    assert address.is_origin(["https://desk.example.com"])
    assert not address.is_origin(["http://desk.example.com"])

"""Where page templates run: strict, fenced in, and watched for what they read of a packet."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MethodType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from consent.models.paper.packet import Packet
from consent.typeset.sections import KeptSections, SectionTemplate, note

_OF_ONE_PACKET = frozenset({"packet_id", "record_id", "issued_on", "slots"})


class Sandbox(SandboxedEnvironment):
    """Keeps from the pages what differs between packets that share them, and notes what they read."""

    template_class = SectionTemplate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.kept = KeptSections()
        super().__init__(*args, **kwargs)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        self.kept.look_at(source)
        return super()._generate(source, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What ``obj.attribute`` is; of a packet it is noted."""
        # Nearly everything a page asks for is a field of our own data, about which there is nothing to ask.
        if attribute in _fields_of(type(obj)):  # type: ignore[arg-type]  # a class can be hashed
            found = getattr(obj, attribute)
        else:
            found = super().getattr(obj, attribute)
        if isinstance(obj, Packet) and not isinstance(found, MethodType):
            note(attribute, None, found)
        return found

    def call(self, context: Any, asked: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a call gives; that of a packet's method is noted."""
        answer = super().call(context, asked, *args, **kwargs)
        if isinstance(asked, MethodType) and isinstance(asked.__self__, Packet):
            note(asked.__name__, args, answer)
        return answer

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a page may show it: not what differs between packets that share the page."""
        if isinstance(obj, Packet) and attr in _OF_ONE_PACKET:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:
        """What to say of it."""
        if not isinstance(obj, Packet):
            return super().unsafe_undefined(obj, attribute)
        said = f"packet.{attribute} differs between packets that share this page; print slots"
        return self.undefined(said, name=attribute, obj=obj, exc=SecurityError)


@cache
def _fields_of(kind: type) -> frozenset[str]:
    """The fields of our own data that every page may show."""
    if not is_dataclass(kind):
        return frozenset()
    names = {field.name for field in fields(kind) if not field.name.startswith("_")}
    return frozenset(names - _OF_ONE_PACKET if kind is Packet else names)


@lru_cache(maxsize=8)
def environment_of(roots: tuple[Path, ...], folder: str = "pages") -> Sandbox:
    """The environment of the templates in these folders, the first that has one wins."""
    return Sandbox(
        loader=jinja2.FileSystemLoader([root / folder for root in roots]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_never_none,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@jinja2.pass_context
def _never_none(_: jinja2.runtime.Context, value: object) -> object:
    # With the context, Jinja also asks here about a literal it could fold while compiling.
    if value is None:
        raise jinja2.UndefinedError("a value is None; nothing may print as None")
    return value

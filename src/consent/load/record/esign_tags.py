"""How the tags and anchors begin that signing services look for in the text of a page.

DocuSeal, Documenso and Adobe read what stands between double braces, Dropbox Sign what begins with a bracket
and a kind, or a bracket and a dollar sign. Docusign looks for any words its sender names; the customary ones
are here.
"""

from __future__ import annotations

import re

_BRACED = r"\{\{|\}\}|\[\[|\]\]|\{[\w#*!]+[:}]|\[[\w-]+\||\[\$[\w-]+|\[def:"
_LONG = "(?:sign(?:er|ature|here)?|sig|initials?|datesigned)_?[0-9]{0,3}"
_SHORT = "(?:sn|sgn?|init?|in|date|dt|ds|name|nm|fn|text|te?x|check|chk|cb|[si])_?[0-9]{1,3}"
_ANCHOR = rf"[/\\]+(?:{_LONG}|{_SHORT})[/\\]+|\*\*(?:{_LONG}|{_SHORT})\*\*"

TAG = re.compile(f"{_BRACED}|{_ANCHOR}", re.IGNORECASE)
"""No name, number or address has them."""

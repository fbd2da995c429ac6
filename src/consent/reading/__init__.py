"""A finished PDF read back: what is drawn, what can be seen of it, what the file says of itself.

What others need of it:

| import from | to |
|---|---|
| ``read`` | ``read_sheets(data, name)``: open a PDF and read all of it, or raise ``UnreadableError`` |
| ``sheet`` | what it gives: ``Sheets`` of ``Page``: letters with place, size and ``Sight``; ``FileFacts`` |
| ``text.flow`` | ``flow_of(sheets)``: own packets as one string of letters, each knowing its glyph |
| ``text.words`` | ``words_of(sheets)``: strangers' forms as words and sentences, each knowing its page |
| ``safe.guard`` | ``guarded(work)``: read in a child process that may be stopped: bounded time and memory |
| ``safe.staying`` | ``in_turn(work, things, children)``: the same for many files, by children that stay |
| ``safe.regular`` | ``bytes_of(path)``: the bytes of a named file; of no pipe, device or giant |
| ``signatures`` | ``judge_signatures``: whether they hold; ``before_signing``: the bytes before the first |
| ``conformance`` | ``broken_rules``: PDF/UA-1 and PDF/A-3a, judged by a validator |
| ``outlines`` | whether an embedded font's glyphs look like the letters they are said to be |
| ``likeness`` | whether a page shown on a sheet is the page that was published, drawn and compared |
| ``unreadable`` | ``UnreadableError``: why a PDF cannot be read, and what to do about it |

``safe`` opens a file only after every stream, tree and page has been counted; ``file`` asks pikepdf for the
facts, for this folder alone; ``page`` asks PDFium for what is drawn; ``text`` turns characters into words.
Nothing here knows a packet, a policy or a rule.
"""

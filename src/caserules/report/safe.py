r"""Text from data made safe to show: the one way into a terminal, and the one way into a page.

Nothing is cut away and nothing acts: control characters, marks that turn the direction of writing, invisible
characters and lone surrogates are shown as `\u202e`. No other room of the reports writes markup around text
from data.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

__all__ = ["embedded", "escaped", "is_address", "visible"]

_SHOWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_ADDRESS: Final = re.compile(r"(?:https?://|file:///|\.{1,2}/|/(?!/))[\w./~%:@+\-]{0,400}")
_IN_SCRIPT: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def visible(text: object) -> str:
    r"""Return a text with every character shown that a terminal or a page would obey or hide.

    Example:
        >>> print(visible("2023-001\n\x1b[31m\u202e红"))
        2023-001\u000a\u001b[31m\u202e红
    """
    return _SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", str(text))


def escaped(text: object) -> str:
    """Return a text as the contents of an element or of a quoted attribute.

    Example:
        >>> escaped('"><img onerror=x>')
        '&quot;&gt;&lt;img onerror=x&gt;'
    """
    return html.escape(visible(text), quote=True)


def is_address(text: str) -> bool:
    """Return whether a text may be the beginning of a link: a web address, a file's, or a path; nothing that can act.

    Example:
        >>> [
        ...     is_address(x)
        ...     for x in ("https://a.example/x", "file:///srv/site", "../site", "javascript:alert(1)", "//a", "a b")
        ... ]
        [True, True, True, False, False, False]
    """
    return _ADDRESS.fullmatch(text) is not None


def embedded(data: Any) -> str:
    r"""Return data as JSON that can stand in a script element: nothing in it can end the element.

    Texts in it must have gone through `visible`; they are read back as they were given.

    Example:
        >>> embedded(["</script>"])
        '["\\u003c/script\\u003e"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, code in _IN_SCRIPT.items():
        text = text.replace(character, code)
    return text

"""Cleaning of text at the border: one Unicode form, nothing invisible."""

import re
import unicodedata

_INVISIBLE = ("Cc", "Cf", "Cs")
_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

# Signs that stand inside words only when the letters come from an 8-bit font.
_TCVN3 = re.compile(
    r"(?<=[A-Za-z])[¸µ¶·¹¨»¾¼½©ª«¬®\xad](?=[A-Za-z])"
    r"|(?<=[A-Za-z])[¸µ¶¹¨](?![A-Za-z])|(?<![A-Za-z0-9])®(?=[A-Za-z¸-ÿ¬\xad])"
)
# French “où” stands alone as a word; no Vietnamese word does.
_VNI = re.compile(r"(?!\boù\b)[aeouy][ùøûõï]", re.IGNORECASE)
_HITS = 2


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normal form C."""
    return unicodedata.normalize("NFC", text)


def strip_invisible(text: str) -> str:
    """Drop control, bidi, zero-width and surrogate characters; keep line breaks.

    Every kind of line break becomes ``\\n``; a tab becomes a space.
    """
    lines = _VARIATION_SELECTORS.sub("", _LINE_BREAKS.sub("\n", text)).replace("\t", " ")
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in _INVISIBLE)


def clean_line(text: str) -> str:
    """Return one tidy line: visible, NFC, single spaces, no line break."""
    return nfc(" ".join(strip_invisible(text).split()))


def clean_text(text: str) -> str:
    """Return tidy lines: visible, NFC, no space at their ends, no outer blank line."""
    lines = strip_invisible(text).split("\n")
    return nfc("\n".join(line.rstrip() for line in lines).strip())


def legacy_encoding(text: str) -> str | None:
    """Return ``TCVN3`` or ``VNI`` when the text was typed in such a font, else None.

    Ask this before cleaning: TCVN3 writes ``ư`` as an invisible soft hyphen. Two
    signs are wanted, so one ``®`` or one foreign word is no alarm.
    """
    composed = nfc(text)
    if len(_TCVN3.findall(composed)) >= _HITS:
        return "TCVN3"
    if len(_VNI.findall(composed)) >= _HITS:
        return "VNI"
    return None

"""Money in đồng, in digits and in words (northern reading: linh, nghìn)."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_BILLION = 1_000_000_000
MAXIMUM = 10**18 - 1


def format_money(amount: int) -> str:
    """Return ``5.000.000``: groups of three joined by points."""
    return f"{amount:,}".replace(",", ".")


def format_dong(amount: int) -> str:
    """Return ``5.000.000 đồng``."""
    return f"{format_money(amount)} đồng"


def _units(tens: int, unit: int) -> str:
    if unit == 0:
        return ""
    if unit == 1 and tens > 1:
        return " mốt"
    if unit == 4 and tens > 1:
        return " tư"
    if unit == 5 and tens > 0:
        return " lăm"
    return f" {_DIGITS[unit]}"


def _below_thousand(number: int, full: bool) -> str:
    """Read 1..999; ``full`` says the hundreds even when they are zero."""
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]} trăm" if hundreds or full else ""
    if tens == 0 and unit:
        return f"{words} linh {_DIGITS[unit]}" if words else _DIGITS[unit]
    if tens == 1:
        words += " mười"
    elif tens:
        words += f" {_DIGITS[tens]} mươi"
    return (words + _units(tens, unit)).strip()


def _below_billion(number: int, full: bool) -> str:
    groups = (number // 1_000_000, number // 1000 % 1000, number % 1000)
    words: list[str] = []
    for place, group in zip((2, 1, 0), groups, strict=True):
        if group:
            words.append(_below_thousand(group, full or bool(words)) + _SCALES[place])
    return " ".join(words)


def number_in_words(number: int) -> str:
    """Return the reading of 0..10^18-1 in lower case; ``ValueError`` outside."""
    if not 0 <= number <= MAXIMUM:
        raise ValueError(f"cannot read {number}: it must lie between 0 and {MAXIMUM}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [f"{_below_billion(billions, full=False)} tỷ"] if billions else []
    if rest:
        words.append(_below_billion(rest, full=bool(billions)))
    return " ".join(words)


def money_in_words(amount: int) -> str:
    """Return ``Năm triệu đồng chẵn``; nothing is ``Không đồng``."""
    words = f"{number_in_words(amount)} đồng"
    return words.capitalize() if amount == 0 else f"{words.capitalize()} chẵn"

"""The Vietnamese catalogues: extract what is marked, report what lacks a translation, compile.

`bin/messages` runs it; with `--check` it writes nothing and only says what is not in order. Nothing but
Python is needed: Babel (a development requirement) reads the sources and writes the files; templates go
through Django's own `templatize` first.

There are two catalogues. Our own holds every string of this tree. The other holds the strings of
libraries that people meet on our pages: allauth and viewflow bring no Vietnamese, Django not all and
not in the register of an office.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
OWN_FOLDERS = ("project", "workflows", "forms", "reports")
KEYWORDS = {
    "_": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Ways of logging in that are switched off, and the libraries' own admin: nobody meets their words.
DJANGO_FILES = (
    "forms/fields.py",
    "forms/forms.py",
    "forms/formsets.py",
    "forms/models.py",
    "forms/widgets.py",
    "core/validators.py",
    "contrib/auth/password_validation.py",
)
NOT_SHOWN = (
    "webauthn",
    "phone",
    "passkey",
    "login_code",
    "signup",
    "admin",
    "models.py",
    "apps.py",
    "_code.",
)


@dataclass(frozen=True)
class Domain:
    """One catalogue: where it lies and which files it covers."""

    folder: Path
    files: tuple[Path, ...]

    @property
    def po(self) -> Path:
        """The editable file."""
        return self.folder / "vi" / "LC_MESSAGES" / "django.po"

    @property
    def mo(self) -> Path:
        """The compiled file, kept in the tree."""
        return self.po.with_suffix(".mo")


def own() -> Domain:
    """Return the catalogue of this tree."""
    files = [path for folder in OWN_FOLDERS for path in _sources(ROOT / folder)]
    return Domain(ROOT / "project" / "locale", tuple(files))


def libraries() -> Domain:
    """Return the catalogue of the libraries' strings that people meet."""
    base = _package("allauth")
    folders = ("account", "mfa", "templates/account", "templates/mfa")
    found = [path for folder in folders for path in _sources(base / folder)]
    shown = [path for path in found if not any(word in str(path.relative_to(base)) for word in NOT_SHOWN)]
    forms = [_package("django") / name for name in DJANGO_FILES]
    files = (*shown, *forms, _package("viewflow") / "workflow" / "status.py")
    return Domain(ROOT / "project" / "locale_libraries", files)


def _package(name: str) -> Path:
    """Return the folder of an installed package without importing it (viewflow asks for settings)."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        in_templates = path.suffix in (".html", ".txt") and "templates" in path.parts
        if (path.suffix == ".py" and "migrations" not in path.parts) or in_templates:
            yield path


def extracted(domain: Domain) -> Catalog:
    """Return a catalogue of everything marked for translation in the domain's files."""
    catalog = Catalog(locale="vi")
    for path in domain.files:
        for _line, ids, comments, context in extract("python", _as_python(path), KEYWORDS):
            flags = ["python-format"] if "%(" in str(ids) else []
            place = (
                str(path.relative_to(ROOT))
                if ROOT in path.parents and ".venv" not in path.parts
                else path.name
            )
            catalog.add(ids, None, [(place, 0)], flags, comments, context=context)
    return catalog


def _as_python(path: Path) -> io.BytesIO:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # what is left of the template's words would read as wrong indentation
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return io.BytesIO(text.encode())


def stored(domain: Domain) -> Catalog:
    """Return the catalogue as it lies in the tree."""
    if not domain.po.exists():
        return Catalog(locale="vi", charset="utf-8")
    with domain.po.open("rb") as file:
        return read_po(file, locale="vi")


def messages(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """Return the messages by (context, first id), without the header."""
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]): m for m in catalog if m.id}


def untranslated(catalog: Catalog) -> list[str]:
    """Return the ids that have no complete translation or only a guessed one."""
    return [str(m.id) for m in messages(catalog).values() if m.fuzzy or not _complete(m)]


def _complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return bool(texts) and all(texts)


def update(domain: Domain) -> Catalog:
    """Bring the .po up to date: new ids without translation, ids no longer used dropped."""
    catalog, found = stored(domain), extracted(domain)
    found.creation_date = catalog.creation_date
    catalog.update(found, no_fuzzy_matching=True)
    catalog.header_comment = "# Vietnamese of Trạng. Updated by bin/messages."
    domain.po.parent.mkdir(parents=True, exist_ok=True)
    with domain.po.open("wb") as file:
        write_po(file, catalog, sort_output=True, ignore_obsolete=True, include_lineno=False, width=100)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo of a catalogue; the same catalogue gives the same bytes."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def trouble(domain: Domain) -> list[str]:
    """Return, line by line, what keeps a catalogue from being whole and up to date; writes nothing."""
    kept = stored(domain)
    marked, known = messages(extracted(domain)), messages(kept)
    lines = [f"not in the catalogue: {key[1]!r}" for key in marked if key not in known]
    lines += [f"no longer used: {key[1]!r}" for key in known if key not in marked]
    lines += [f"untranslated: {text!r}" for text in untranslated(kept)]
    if not domain.mo.exists() or domain.mo.read_bytes() != compiled(kept):
        lines.append(f"not compiled: {domain.mo}")
    return lines


def check() -> int:
    """Say what bin/messages or a translator has to do; return 1 when there is something."""
    lines = [line for domain in (own(), libraries()) for line in trouble(domain)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.write(f"{len(lines)} to mend\n")
    return 1 if lines else 0


def main() -> int:
    """Update and compile both catalogues; return 1 when something lacks its translation."""
    missing: list[str] = []
    for domain in (own(), libraries()):
        catalog = update(domain)
        domain.mo.write_bytes(compiled(catalog))
        missing += untranslated(catalog)
    for text in missing:
        sys.stdout.write(f"untranslated: {text!r}\n")
    sys.stdout.write(f"{len(missing)} untranslated\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else main())

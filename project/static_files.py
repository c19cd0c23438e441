"""Static files with the hash of their content in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """A name that was never collected is served as it is: a page must not fail for want of a picture."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the plain one where there is no collected file."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name

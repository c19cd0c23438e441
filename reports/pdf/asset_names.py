"""How a page names the files that it may use; apart from the renderer, which takes half a second to load."""

SCHEME = "asset:"
Assets = dict[str, tuple[str, bytes]]
"""Name of each file, its MIME type and its content."""

"""Everything that must be there before the product's own Python can run."""

from concurrent.futures import ThreadPoolExecutor

from _lib import pango, venv


def ensure(files: tuple[str, ...] = venv.RUN) -> None:
    """Make ready what is missing; at most a glance when all is there. Both parts wait on the network."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        for part in [pool.submit(venv.ensure, files), pool.submit(pango.ensure)]:
            part.result()

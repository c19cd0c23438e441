"""Where the installation is reached from this machine, by the variables that say where it listens."""

HERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 -- compared, not bound


def bind(host: str, port: object) -> str:
    """Return host and port as a server and a URL write them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def local_url(host: str, port: object) -> str:
    """Return the address that a browser on this machine opens."""
    return f"http://{bind(HERE.get(host, host), port)}/"

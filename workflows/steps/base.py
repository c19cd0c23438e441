"""What every step has: a form, a domain call, and the fresh subject it hands back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from workflows.domain.actors import Actor
from workflows.verbs import Verb


class Step(ABC):
    """A human task as its screen sees it.

    Subclasses set ``form_class`` and ``template_name`` and write :meth:`perform`.

    Args:
        subject: the entry, list or round of the process.
        task: viewflow's task; ``task.data`` says e.g. which judge a scoring task belongs to.
        user: who looks at it.
    """

    verb: ClassVar[Verb]
    form_class: ClassVar[type | None] = None
    template_name: ClassVar[str] = "workflows/task.html"
    locks_contest: ClassVar[bool] = False
    """Whether the act also reaches the contest's case, which is then locked before the entry's."""
    makes_file: ClassVar[bool] = False
    """Whether :meth:`prepare` makes a file first, outside the transaction of the act."""

    def __init__(self, subject: Any, task: Any, user: Any) -> None:
        self.subject, self.task, self.user = subject, task, user

    @property
    def actor(self) -> Actor:
        """The person at the screen."""
        return Actor(self.user)

    def form_kwargs(self) -> dict[str, Any]:
        """Return what the form needs beyond data and files."""
        return {}

    def make_form(self, data: Any = None, files: Any = None) -> Any:
        """Return the form, bound when ``data`` is given."""
        assert self.form_class is not None
        return self.form_class(data, files, **self.form_kwargs())

    def context(self) -> dict[str, Any]:
        """Return what the template shows besides the form."""
        return {}

    def prepare(self, cleaned: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what :meth:`perform` then finds in ``cleaned`` besides; safe to repeat."""
        return {}

    @abstractmethod
    def perform(self, cleaned: Mapping[str, Any], expected_version: int | None) -> Any:
        """Do the task and return the fresh subject.

        Raises:
            TransitionRefused: nothing has been changed and the task stays open.
        """

    def is_done(self, subject: Any) -> bool:
        """Say whether the task ends with this act (drawing up a list may go on)."""
        return True

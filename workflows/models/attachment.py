"""Files and links that belong to an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.entry import Entry


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Return where the file is kept: by digest, so that names never clash or leak."""
    digest = attachment.sha256
    return f"attachments/{digest[:2]}/{digest}"


class Attachment(models.Model):
    """A private file (served only by a view that checks) or a link to a video."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=40)
    filename = models.CharField(_("file name"), max_length=255)
    file = models.FileField(upload_to=attachment_path, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="", link__gt="") | models.Q(file__gt="", sha256__gt=""),
                name="attachment_is_file_or_link",
            )
        ]

    def __str__(self) -> str:
        return self.filename

"""What an invited person fills in to get an account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.utils.translation import gettext_lazy as _

from workflows.models import User


class AccountForm(BaseUserCreationForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Name, address and password of a new person, or of the person to whom an account is handed over."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The link to a new password goes here."))

    class Meta:
        model = User
        fields = ("full_name", "username", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_email(self) -> str:
        """Refuse an address that belongs to somebody: people log in by it."""
        email = str(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This address belongs to an account: log in with it, then open the link again.")
            )
        return email

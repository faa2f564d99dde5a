"""What many e-mails say alike: kept once, with places for what differs from one to the next."""

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class MailBody(models.Model):
    """Subject and texts of e-mails that differ in nothing but a few addresses of pages."""

    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.subject


def place(name):
    """What stands in a shared text where each e-mail has an address of its own.

    Nobody can write it into a text on purpose, or the address of one reader could be led to a stranger's page.
    """
    return f"CGPLACE{salted_hmac('core.mail.place', name, algorithm='sha256').hexdigest()[:24]}"

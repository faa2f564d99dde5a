"""E-mails that come back, as mail servers and people write them about one of ours."""

from email.message import EmailMessage

from core.inlet import marks

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.olney.example>
To: bounces@portal.example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

This is the mail system at host mx.olney.example. {extra}

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.olney.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {code}
Diagnostic-Code: smtp; {words}

--part
Content-Type: text/rfc822-headers

From: Common Ground <no-reply@example.org>
To: {to}
Message-ID: {message_id}

--part--
"""
FEEDBACK = """\
From: <feedback@provider.example>
To: bounces@portal.example.org
Subject: Abuse report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

A reader reported this e-mail.

--part
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1
Original-Rcpt-To: {to}

--part
Content-Type: message/rfc822

From: Common Ground <no-reply@example.org>
To: {to}
Message-ID: {message_id}

Reminder
--part--
"""


def about(email):
    return {"to": email.to, "message_id": marks.message_id(email.pk)}


def bounce(email, *, code="5.1.1", action="failed", extra=""):
    """A report of RFC 3464; `extra` makes it another one."""
    words = f"{'4' if code.startswith('4') else '5'}50 {code} said no"
    return REPORT.format(**about(email), code=code, action=action, words=words, extra=extra).encode()


def delivered(email):
    return bounce(email, code="2.0.0", action="delivered")


def complaint(email, kind="abuse"):
    """A report of RFC 5965."""
    return FEEDBACK.format(**about(email), kind=kind).encode()


def letter(email, words, **headers):
    """What a person writes who presses Reply."""
    message = EmailMessage()
    message["From"] = f"The clerk <{email.to}>"
    message["To"] = "no-reply@example.org"
    message["Subject"] = headers.pop("Subject", f"Re: {email.subject_shown}")
    message["In-Reply-To"] = marks.message_id(email.pk)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return bytes(message)


def auto_reply(email, headers):
    return letter(email, "I am away until Monday.", **headers)


def our_own(email):
    """Our e-mail itself, sent back by a mailbox that forwards everything."""
    return f"From: no-reply@example.org\nMessage-ID: {marks.message_id(email.pk)}\n\nReminder\n".encode()


def without_headers(words):
    return f"From: someone@town.example\nSubject: Hello\n\n{words}\n".encode()

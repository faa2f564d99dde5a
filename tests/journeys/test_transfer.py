"""Kidderminster's town hall: freehold, rooms let back, 30 per cent, the statement of a year, and the paddling pool."""

import csv
import io
import subprocess
from datetime import date

from django.utils import timezone

from partnerships.models import year_of
from tests.councils.factories import CouncilFactory
from tests.journeys.mail import newest_mail, text_of
from tests.transfers.factories import Mover
from transfers import actions
from transfers.models import Transfer
from transfers.years import YearSpan

LAST = year_of(timezone.localdate()) - 1


def begin(officer, asset, local):
    officer.go(asset.get_absolute_url())
    officer.follow("Begin a transfer of it")
    officer.page.get_by_label("To which local council?").select_option(label=local.full_name)
    officer.fill("What is it called?", "Kidderminster Town Hall")
    officer.fill("What moves?", "The freehold of the town hall.")
    officer.choose("An asset")
    officer.choose("Freehold")
    officer.choose("A new local council")
    officer.press("Begin the transfer")
    officer.sees("Begun. Both councils see it")
    return Transfer.objects.get()


def enter_money(officer, transfer):
    """£315,000 a year, of which the town pays 30 per cent; rooms on the ground floor let back."""
    officer.go(transfer.get_absolute_url())
    officer.follow("Money: who pays what")
    officer.follow("Enter the money")
    for label, amount in (("Staff", "190,000"), ("Energy and water", "95,000"), ("Repairs and maintenance", "60,000"),
                          ("Insurance and rates", "30,000"), ("What comes in", "60,000")):  # fmt: skip
        officer.fill(label, amount)
    officer.fill("Share of the local council", "30")
    officer.press("Save")
    officer.sees("£94,500.00")
    officer.follow("Add a lease-back")
    officer.fill("Which space?", "Ground floor")
    officer.fill("What is it used for?", "Customer services")
    officer.choose(transfer.principal.full_name)
    officer.fill("Rent", "12,000")
    officer.page.locator("[name=starts_on-day]").fill("1")
    officer.page.locator("[name=starts_on-month]").fill("4")
    officer.page.locator("[name=starts_on-year]").fill(str(LAST))
    officer.press("Save")
    officer.sees("Ground floor")


def settle(clerk, transfer):
    """The town owns; all else is the district's, and the events are both's."""
    clerk.go(transfer.get_absolute_url())
    clerk.follow("Settle who does what")
    clerk.choose(transfer.local.full_name, group="Ownership")
    clerk.choose(transfer.principal.full_name, group="Events")
    clerk.choose(transfer.local.full_name, group="Events")
    clerk.press("Save")
    clerk.sees("More than one is named")
    clerk.fill("Events: in which way?", "The programme is agreed each March")
    clerk.press("Save")
    clerk.sees("The programme is agreed each March")


def state(officer, transfer):
    """What the last year cost, then issued."""
    officer.go("/")
    officer.follow(f"Write the statement of {YearSpan(LAST, transfer.live_on).words}: Kidderminster Town Hall")
    officer.follow("Enter what the year cost")
    for label, amount in (("Staff", "196,400"), ("Energy and water", "110,310.55"), ("Repairs and maintenance", "0"),
                          ("What came in", "61,045")):  # fmt: skip
        officer.fill(label, amount)
    officer.press("Save")
    officer.sees("£245,665.55")  # 306,710.55 less 61,045
    officer.sees("£73,699.67")  # 30 per cent, half a penny upwards
    officer.follow("Issue the statement")
    officer.press("Issue the statement")
    officer.sees("Issued. The other council has been told.")


def test_a_town_hall_and_what_follows_from_it(hands, signed_in):
    district = CouncilFactory(principal=True, short_name="Wyre Forest", name="Wyre Forest District Council")
    mover = Mover(district, local=CouncilFactory(parents=[district], name="Kidderminster Town Council"))
    asset = mover.offered(name="Kidderminster Town Hall", local_council=mover.local)
    officer, clerk = signed_in(mover.officer, hands), signed_in(mover.clerk, hands)
    transfer = begin(officer, asset, mover.local)
    enter_money(officer, transfer)
    settle(clerk, transfer)
    transfer = mover.bring_to(transfer, "contract")
    mover.complete(transfer)
    days = {"live_on": date(LAST, 4, 1), "review_on": timezone.localdate() + timezone.timedelta(days=100)}
    transfer = actions.go_live(transfer=transfer, by=mover.officer, **days)

    state(officer, transfer)
    mail = text_of(newest_mail(mover.clerk.email, kind="transfers.statement"))
    assert "£73,699.67" in mail
    clerk.go(f"{transfer.get_absolute_url()}money/{LAST}/")
    clerk.sees("£73,699.67")
    clerk.sees("-£12,000.00")  # the rent of the ground floor, which the town receives
    clerk.follow("Say whether it is right")
    clerk.choose("Yes, we agree")
    clerk.press("Send the answer")
    clerk.sees("Agreed")
    file = csv.DictReader(io.StringIO(clerk.download("Download as CSV").decode("utf-8-sig")))
    sums = {row["line"]: (row["local_pence"], row["principal_pence"]) for row in file}
    assert sums["Costs together"] == ("7369967", "17196588")
    clerk.press("Make a PDF")
    printed = clerk.download("statement-")
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=printed, capture_output=True, check=True).stdout
    for amount in ("£245,665.55", "£73,699.67", "£171,965.88", "Agreed"):
        assert amount in shown.decode()

    clerk.go(transfer.get_absolute_url())
    clerk.follow("Begin a transfer that follows from it")
    clerk.fill("What is it called?", "Paddling pool")
    clerk.fill("What moves?", "The pool with its pumps.")
    clerk.choose("An asset with its service")
    clerk.choose("Freehold")
    clerk.choose("It might close otherwise")
    clerk.press("Begin the transfer")
    clerk.sees("It follows from")
    clerk.sees("What belongs together, in order")
    assert Transfer.objects.get(title="Paddling pool").follows == transfer

"""Load the demonstration: real councils, role accounts, charters at every stage."""

from pathlib import Path

from django.core.management.base import BaseCommand

from casestudies.actions import load_library
from core.policies import SYSTEM
from councils.actions import AREAS_FILE, PRINCIPALS_FILE, import_councils
from demo import (
    agreements,
    app,
    assets,
    champions,
    clock,
    contacts,
    funding,
    groups,
    handovers,
    liaison,
    partnerships,
    people,
    portals,
    posts,
    preferences,
    profiles,
    promises,
    schedules,
    services,
    transfers,
)
from demo.places import council_of


class Command(BaseCommand):
    help = "Load the demonstration's records. Safe to run again: what is there stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--principals", type=Path, default=PRINCIPALS_FILE, help="list of principal councils")
        parser.add_argument("--parishes", type=Path, default=AREAS_FILE, help="list of parishes and communities")
        parser.add_argument("--allow-fewer", action="store_true", help="the lists hold a part of the country")

    def handle(self, *, principals, parishes, allow_fewer=False, **options):
        self.verbosity = options["verbosity"]
        self.say("Councils of England and Wales")
        import_councils(principals=principals, parishes=parishes, allow_fewer=allow_fewer, by=SYSTEM)
        self.say("The library and the guide")
        load_library(allow_unknown_councils=allow_fewer, by=SYSTEM)
        self.say("Role accounts")
        app.set_up(people.administrator())
        officers = people.of_principals()
        for account in officers:
            with clock.set_back(account.joined_ago):
                people.join(account)
        self.say("What officers and clerks say about their councils")
        profiles.describe_councils({council_of(r.council) for a in officers for r in a.roles})
        for account in people.of_local_councils():
            with clock.set_back(account.joined_ago):
                people.join(account)
        people.invite_some()
        profiles.fill_in_profiles()
        portals.make_own()
        self.say("Charters")
        agreements.write_charters()
        champions.appoint_champions()
        self.say("Named officers, contacts, how to reach councils, promises, handovers and whom to ask")
        liaison.name_officers()
        contacts.note_contacts()
        preferences.say_preferences()
        promises.make_promises()
        handovers.hand_over()
        services.list_services()
        self.say("Partnerships")
        partnerships.register_partnerships()
        self.say("Local councils together")
        groups.form_clusters()
        groups.declare_neighbours()
        posts.share_posts()
        schedules.write_schedules()
        groups.write_documents()
        groups.look_back()
        self.say("Assets and services that may move")
        assets.list_assets()
        transfers.move_assets()
        self.say("Funding")
        funding.offer_money()

    def say(self, words):
        if self.verbosity:
            self.stdout.write(words)

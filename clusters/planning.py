"""Between what is stored of who pays what, the flat answers of its form, and the plan that is worked out."""

from clusters.sharing import Basis, Cost, Given, Kind, Member, Plan

MEASURED = tuple(basis for basis in Basis if basis != Basis.EQUAL)
OF_MEMBER = ("pays", *(basis.value for basis in MEASURED), "least", "most", "gives")
SPARE = 3  # empty lines to fill in
LEAST_LINES, MOST_LINES = 4, 30


def lines_of(rows):
    """How many lines a form has for rows that are stored."""
    return min(max(len(rows) + SPARE, LEAST_LINES), MOST_LINES)


def answers_of(schedule, members):
    """{name of the form's field: value} as stored."""
    found = {"title": schedule.title}
    for at, (name, pence, is_capital) in enumerate(schedule.costs):
        found |= {f"cost{at}_name": name, f"cost{at}_pence": pence, f"cost{at}_capital": is_capital}
    for at in range(len(schedule.costs), lines_of(schedule.costs)):
        found |= {f"cost{at}_name": "", f"cost{at}_pence": None, f"cost{at}_capital": False}
    for at, (payer, kind, pence) in enumerate(schedule.given):
        found |= {f"given{at}_payer": payer, f"given{at}_kind": kind, f"given{at}_pence": pence}
    for at in range(len(schedule.given), lines_of(schedule.given)):
        found |= {f"given{at}_payer": "", f"given{at}_kind": Kind.REVENUE.value, f"given{at}_pence": None}
    found |= {f"weight_{basis.value}": schedule.weights.get(basis.value) for basis in Basis}
    for member in members:
        found |= {f"member{member.pk}_{name}": getattr(member, name) for name in OF_MEMBER}
    return found


def rows_of(answers):
    """(costs, given, weights) as they are stored: lines without an amount are left out."""
    costs = [
        [answers[f"cost{at}_name"], answers[f"cost{at}_pence"], bool(answers.get(f"cost{at}_capital"))]
        for at in range(MOST_LINES)
        if answers.get(f"cost{at}_pence")
    ]
    given = [
        [answers[f"given{at}_payer"], answers[f"given{at}_kind"], answers[f"given{at}_pence"]]
        for at in range(MOST_LINES)
        if answers.get(f"given{at}_pence")
    ]
    weights = {basis.value: weight for basis in Basis if (weight := answers.get(f"weight_{basis.value}"))}
    return costs, given, weights


def facts_of(answers, member):
    """{field: value} of one member as typed."""
    found = {name: answers.get(f"member{member.pk}_{name}") for name in OF_MEMBER}
    return {**found, "pays": bool(found["pays"]), "least": found["least"] or 0, "gives": found["gives"] or 0}


def plan_of(answers, members):
    """The Plan of what was typed; members in their order."""
    costs, given, weights = rows_of(answers)
    found, gifts = [], [Given(*each) for each in given]
    for member in members:
        facts = facts_of(answers, member)
        name = member.council.full_name
        figures = {basis: facts[basis.value] for basis in MEASURED}
        found.append(Member(member.pk, name, figures, facts["least"], facts["most"], facts["pays"]))
        if facts["gives"]:
            gifts.append(Given(name, Kind.IN_KIND, facts["gives"], member=member.pk))
    return Plan(
        tuple(Cost(*each) for each in costs), tuple(gifts), tuple(found), {Basis(b): w for b, w in weights.items()}
    )


def stored_plan(schedule):
    """The Plan of a schedule that was read whole."""
    return plan_of(answers_of(schedule, schedule.all_members), schedule.all_members)

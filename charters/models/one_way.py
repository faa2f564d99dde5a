"""What the database holds of a one-way commitment: the convener promises and signs alone, the others are told."""

import pgtrigger

ONE_WAY = """EXISTS (SELECT 1 FROM charters_agreementversion v JOIN charters_agreement a ON a.id = v.agreement_id
                    WHERE v.id = NEW.version_id AND a.one_way)"""


def kind_stays():
    """Of the agreement: what it is was chosen when it was started."""
    return pgtrigger.Trigger(
        name="agreement_kind_stays",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.kind <> NEW.kind OR OLD.one_way <> NEW.one_way"),
        func="RAISE EXCEPTION 'the kind of an agreement cannot be changed';",
    )


def signed_by_the_convener_alone():
    """Of signatures."""
    return pgtrigger.Trigger(
        name="one_way_signed_by_convener",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NOT NEW.is_countersignature"),
        func=f"""
        IF {ONE_WAY} THEN RAISE EXCEPTION 'a one-way commitment is signed by the convener alone'; END IF;
        RETURN NEW;
        """,
    )


def promised_by_the_principal_alone():
    """Of commitments: nothing is promised by local councils, and nothing is asked of them."""
    return pgtrigger.Trigger(
        name="one_way_promised_by_principal",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("owner_side", "kind", "version_id"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.owner_side <> 'principal' OR NEW.kind = 'ask'"),
        func=f"""
        IF {ONE_WAY} THEN RAISE EXCEPTION 'in a one-way commitment only the principal council promises'; END IF;
        RETURN NEW;
        """,
    )


def answered_as_it_is_asked():
    """Of responses: a one-way commitment is acknowledged, anything else accepted or declined."""
    return pgtrigger.Trigger(
        name="answer_fits_the_agreement",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("answer"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.answer <> 'sent'"),
        func=f"""
        IF (NEW.answer = 'acknowledged') <> {ONE_WAY} THEN
            RAISE EXCEPTION 'only a one-way commitment is acknowledged, and it is not accepted or declined';
        END IF;
        RETURN NEW;
        """,
    )

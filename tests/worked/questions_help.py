"""Questions about identity documents, urgent housing and shelter."""

from __future__ import annotations

import re

from tests.worked.registry import Answer, Case, question

from vngkit.reentry import (
    DocumentKind,
    IdentityPurpose,
    Leaving,
    SupportKind,
    accepts_document,
    statutory_urgency,
    who_supports,
)

DOCUMENTS = {
    "driving licence": DocumentKind.DRIVING_LICENCE,
    "driving license": DocumentKind.DRIVING_LICENCE,
    "rijbewijs": DocumentKind.DRIVING_LICENCE,
    "passport": DocumentKind.PASSPORT,
    "paspoort": DocumentKind.PASSPORT,
    "travel document": DocumentKind.PASSPORT,
    "identity card": DocumentKind.IDENTITY_CARD,
    "id card": DocumentKind.IDENTITY_CARD,
    "identiteitskaart": DocumentKind.IDENTITY_CARD,
    "alien document": DocumentKind.ALIEN_DOCUMENT,
    "alien's document": DocumentKind.ALIEN_DOCUMENT,
    "aliens document": DocumentKind.ALIEN_DOCUMENT,
    "residence permit": DocumentKind.ALIEN_DOCUMENT,
    "vreemdelingendocument": DocumentKind.ALIEN_DOCUMENT,
    "verblijfsdocument": DocumentKind.ALIEN_DOCUMENT,
    "eu passport": DocumentKind.EEA_PASSPORT,
    "eea passport": DocumentKind.EEA_PASSPORT,
    "eu/eea passport": DocumentKind.EEA_PASSPORT,
    "foreign eu passport": DocumentKind.EEA_PASSPORT,
}
NO_DOCUMENTS = {  # not named in the Wet op de identificatieplicht
    *("bank card", "bankpas", "student card", "studentenkaart", "library card", "health insurance card"),
    *("zorgpas", "public transport card", "ov-chipkaart", "copy of a passport", "birth certificate"),
}
PURPOSES = {
    "debt_help_identity": IdentityPurpose.DEBT_HELP,
    "pm20d_valid_id": IdentityPurpose.PLAN_DATA,
    "assistance_identity": IdentityPurpose.ASSISTANCE,
    "wmo_identity": IdentityPurpose.SUPPORT,
    "support_identity": IdentityPurpose.SUPPORT,
}
LEAVING = {
    "pi": Leaving.PENITENTIARY_INSTITUTION,
    "prison": Leaving.PENITENTIARY_INSTITUTION,
    "penitentiary institution": Leaving.PENITENTIARY_INSTITUTION,
    "jji": Leaving.YOUTH_INSTITUTION,
    "youth institution": Leaving.YOUTH_INSTITUTION,
    "forensic care": Leaving.FORENSIC_CARE,
    "forensic-care institution": Leaving.FORENSIC_CARE,
    "forensic care institution": Leaving.FORENSIC_CARE,
    "fpc": Leaving.FORENSIC_CARE,
    "shelter": Leaving.SHELTER,
    "opvang": Leaving.SHELTER,
    "home": Leaving.OTHER,
    "hospital": Leaving.OTHER,
    "parents": Leaving.OTHER,
}
SUPPORT = {"a": SupportKind.SELF_RELIANCE, "b": SupportKind.PROTECTED_LIVING, "c": SupportKind.SHELTER}


@question(inputs={"document"}, answers=set(PURPOSES))
def for_what_a_document_counts(case: Case) -> Answer:
    word = case.inputs["document"].strip().lower()
    assert word in DOCUMENTS or word in NO_DOCUMENTS, f"no kind of document for {word!r}"
    kind = DOCUMENTS.get(word)
    return {name: bool(accepts_document(purpose, kind)) for name, purpose in PURPOSES.items()}


@question(
    inputs={"leaving", "date"},
    optional={"by_law_in_force", "bound_to_region"},
    answers={"urgent_group", "priority"},
)
def whether_somebody_is_urgent_by_law(case: Case) -> Answer:
    found = statutory_urgency(
        LEAVING[case.inputs["leaving"].strip().lower()],
        housing_by_law=case.inputs.get("by_law_in_force"),
        bound_to_region=case.inputs.get("bound_to_region"),
        on=case.day("date"),
    )
    return {"urgent_group": found.priority, "priority": found.priority}


@question(inputs={"person", "turns_to"}, optional={"left_home", "can_cope"}, answers={"gemeente"})
def which_gemeente_supports(case: Case) -> Answer:
    place = re.search(r"1\.2\.1 ([abc])\b", case.law)
    residence = re.search(r"registered in (?:the )?(?:gemeente |municipality )?(\w+)", case.inputs["person"])
    found = who_supports(
        SUPPORT[place[1]] if place else SupportKind.SHELTER,
        residence=residence[1] if residence else None,
        turns_to=case.inputs["turns_to"],
        left_home=case.inputs.get("left_home"),
        can_cope=case.inputs.get("can_cope"),
    )
    return {"gemeente": found.member}

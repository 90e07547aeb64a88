"""From question to published answer: the order of steps, what is refused, what the records tell of each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questions.helpers import ASKED, ON, answered, desk, published

from vngkit.errors import DataError, NotFound, NotInForce, VngkitError
from vngkit.questions import (
    AnswerSource,
    Audience,
    DeskRule,
    Incoming,
    KnowledgeState,
    LinkKind,
    QuestionState,
    fold_question,
)
from vngkit.questions._fold import NEXT_QUESTION
from vngkit.terms import Term


def test_a_question_becomes_an_answer_that_is_found() -> None:
    with desk() as questions:
        question = answered(questions)
        assert question.state is QuestionState.ANSWERED
        assert question.answer is not None
        assert question.answer.reviewed_by == "team recht"
        knowledge = questions.publish(question.id, on=ON, by="redactie")
        assert questions.get(question.id).knowledge == (knowledge.id,)
        assert questions.known(knowledge.id).questions == (question.id,)
        (found,) = questions.find("termijn huisvestingsvergunning", on=ON).answers
        assert found.knowledge == knowledge
        assert "gepubliceerd" in found.explain()


def test_the_question_is_the_fold_of_its_record_and_the_document_says_the_same() -> None:
    with desk() as questions:
        question = answered(questions)
        assert fold_question(question.id, questions.history(question.id)) == questions.get(question.id) == question


def test_an_author_does_not_review_what_it_wrote() -> None:
    with desk() as questions:
        taken = questions.intake(Incoming(text=ASKED, member="GM9999"), on=ON)
        questions.route(taken.question.id, on=ON)
        questions.answer(taken.question.id, "Acht weken.", author="Team Wonen", on=ON)
        with pytest.raises(DataError, match="another"):
            questions.review(taken.question.id, reviewer="team wonen ", on=ON)
        back = questions.review(taken.question.id, reviewer="team recht", approved=False, on=ON)
        assert back.state is QuestionState.IN_PROGRESS


def test_a_wrong_order_is_refused_and_tells_what_may_come() -> None:
    with desk() as questions:
        name = questions.intake(Incoming(text=ASKED), on=ON).question.id
        with pytest.raises(DataError, match=r"ontvangen.*toegewezen"):
            questions.begin(name, on=ON)
        with pytest.raises(DataError, match="ontvangen"):
            questions.answer(name, "Ja.", author="a", on=ON)
        with pytest.raises(DataError, match="no answer to review"):
            questions.review(name, reviewer="b", on=ON)
        with pytest.raises(DataError, match="reviewed"):
            questions.publish(name, on=ON)
        assert questions.get(name).state is QuestionState.RECEIVED
        assert len(questions.history(name)) == 1


STEPS = ("route", "begin", "ask_back", "replied", "answer", "review", "close", "reopen", "refer", "assign")


def _do(questions: Any, name: str, step: str) -> Any:
    extra: dict[str, Any] = {
        "ask_back": {"what": "Welke gemeente?"},
        "replied": {"text": "Deze."},
        "answer": {"text": "Ja.", "author": "a"},
        "review": {"reviewer": "b"},
        "refer": {"to": "het Rijk"},
        "assign": {"desk": "recht"},
    }
    return getattr(questions, step)(name, on=ON, **extra.get(step, {}))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_is_tried_the_state_only_goes_where_it_may(steps: list[str]) -> None:
    with desk() as questions:
        name = questions.intake(Incoming(text=ASKED, member="GM9999"), on=ON).question.id
        for step in steps:
            before = questions.get(name)
            try:
                after = _do(questions, name, step)
            except DataError:
                assert questions.get(name) == before
                continue
            passed = before.state is QuestionState.ASSIGNED and step == "answer"  # answering takes it up
            assert passed or after.state is before.state or after.state in NEXT_QUESTION[before.state]
        assert fold_question(name, questions.history(name)) == questions.get(name)


def test_the_most_exact_rule_is_taken_in_whatever_order_they_come() -> None:
    rules = [
        DeskRule(id="a", desk="algemeen", valid_from=ON, channels=["e-mail"]),
        DeskRule(id="b", desk="raad", valid_from=ON, channels=["e-mail"], roles=["raad"], term=Term(3, "working_days")),
        DeskRule(id="c", desk="oud", valid_from=date(2020, 1, 1), valid_to=ON, roles=["raad"], channels=["e-mail"]),
        DeskRule(id="d", desk="wonen", valid_from=ON, works=["BWBR0035303"]),
    ]
    for order in (rules, rules[::-1]):
        with desk(desk_rules=tuple(order)) as questions:
            taken = questions.intake(Incoming(text=ASKED, role="raad", channel="e-mail"), on=ON)
            routing = questions.routing(taken.question.id, on=ON)
            assert routing.desk == "raad"
            assert routing.due_on == date(2026, 3, 5)
            assert [other.id for other in routing.others] == ["a"]
            assert dict(routing.misfits) == {"c": "valid_to", "d": "works"}
            assert "past op kanaal, rol" in routing.explain() or "past op rol, kanaal" in routing.explain()


@settings(max_examples=60, deadline=None)
@given(days=st.integers(1, 30), start=st.dates(date(2026, 1, 1), date(2028, 6, 1)))
def test_a_last_day_in_working_days_is_a_working_day_and_never_early(days: int, start: date) -> None:
    from vngkit.terms import is_free

    rules = (DeskRule(id="r", desk="x", valid_from=date(2020, 1, 1), term=Term(days, "working_days")),)
    with desk(desk_rules=rules) as questions:
        name = questions.intake(Incoming(text=ASKED), on=start).question.id
        due = questions.route(name, on=start).due_on
    assert due is not None
    assert not is_free(due)
    between = (start + timedelta(days=each) for each in range(1, (due - start).days + 1))
    assert sum(not is_free(day) for day in between) == days


def test_without_a_rule_that_fits_it_goes_to_the_fallback_and_no_day_is_promised() -> None:
    with desk() as questions:
        name = questions.intake(Incoming(text=ASKED), on=ON).question.id
        question = questions.route(name, on=ON)
        assert (question.rule, question.due_on) == ("vngkit.fallback", None)
        assert "geen termijn bekend" in questions.routing(name, on=ON).explain()


def test_what_waits_for_the_asker_is_not_late_and_the_term_runs_again() -> None:
    rules = (DeskRule(id="r", desk="x", valid_from=ON, term=Term(2, "working_days")),)
    with desk(desk_rules=rules) as questions:
        name = questions.intake(Incoming(text=ASKED), on=ON).question.id
        questions.route(name, on=ON)
        assert [late.id for late in questions.overdue(on=date(2026, 3, 5))] == [name]
        questions.ask_back(name, "Vraag mevrouw Jansen om welk jaar het gaat.", on=ON)
        assert questions.overdue(on=date(2026, 3, 5)) == ()
        question = questions.replied(name, "Het gaat om 2026, zegt mevrouw Jansen.", on=date(2026, 3, 10))
        assert question.due_on == date(2026, 3, 12)
        assert "Jansen" not in question.text
        assert question.masked == (("name", 1),)


def test_a_question_of_a_member_that_ended_names_those_in_which_it_goes_on() -> None:
    from vngkit import members

    ended = members.load().find("Weesp").code
    with desk() as questions:
        with pytest.raises(NotInForce, match="Amsterdam"):
            questions.intake(Incoming(text=ASKED, member=ended), on=ON)
        with pytest.raises(NotFound):
            questions.intake(Incoming(text=ASKED, member="GM0000"), on=ON)


@pytest.mark.parametrize(
    ("text", "words"), [("", "empty"), (" \x00\x07 ", "empty"), ("<p></p>", "empty"), ("x" * 1_000_000, "too long")]
)
def test_a_text_that_can_not_be_taken_in_is_told_and_nothing_is_stored(text: str, words: str) -> None:
    with desk() as questions:
        with pytest.raises(DataError, match=words):
            questions.intake(Incoming(text=text), on=ON)
        assert list(questions.questions()) == []


def test_html_control_characters_and_other_languages_are_taken_in_as_plain_text() -> None:
    with desk() as questions:
        taken = questions.intake(
            Incoming(text="<b>May</b> the council <script>x('Jan')</script>\x1b[31mdo this?"), on=ON
        )
        assert taken.question.text == "May the council [31mdo this?"
        assert taken.question.language == "en"
        assert any("not Dutch" in english for _, english in taken.notes)


def test_an_unknown_theme_product_or_word_is_refused() -> None:
    with desk() as questions:
        given_: list[dict[str, Any]] = [{"themes": ["top:bestaat-niet"]}, {"product": "luchtfietsvergunning"}]
        for wrong in given_:
            with pytest.raises(NotFound):
                questions.intake(Incoming(text=ASKED, **wrong), on=ON)
        with pytest.raises(DataError):
            questions.intake(Incoming(text=ASKED, role="koning"), on=ON)
        with pytest.raises(NotFound):
            questions.get("weg")
        with pytest.raises(NotFound):
            questions.known("weg")


def test_the_classifier_of_the_package_gives_a_theme_when_it_is_sure_and_the_asker_goes_first() -> None:
    text = "De trein van de spoorwegen had vertraging op het spoor: hoeveel treinen van de NMBS reden niet op tijd?"
    with desk() as questions:
        sure = questions.intake(Incoming(text=text), on=ON).question
        assert sure.theme is not None
        assert sure.theme.scheme == "beleidsagenda"
        assert sure.theme.by.startswith("classifier")
        assert (sure.theme.confidence or 0) > 0.8
        assert questions.intake(Incoming(text="Mag dat dan nog?"), on=ON).question.theme is None
        own = questions.intake(Incoming(text=text, themes=["iv3:7.2"]), on=ON).question
        assert [str(theme) for theme in own.themes] == ["iv3:7.2"]


def test_a_broken_classifier_loses_no_question() -> None:
    def broken(text: str) -> Any:
        raise RuntimeError(text)

    with desk(classifier=broken) as questions:
        taken = questions.intake(Incoming(text=ASKED), on=ON)
        assert any("RuntimeError" in english for _, english in taken.notes)
        assert list(questions.questions()) == [taken.question]


def test_duplicates_are_shown_and_merged_without_a_ring() -> None:
    with desk() as questions:
        knowledge = published(questions)
        first = questions.intake(Incoming(text=ASKED + " Graag spoed."), on=ON)
        assert [found.kind for found in first.duplicates] == ["knowledge", "question"]
        (origin,) = questions.known(knowledge.id).questions
        merged = questions.merge(first.question.id, origin, on=ON)
        assert (merged.state, merged.duplicate_of) == (QuestionState.CLOSED, origin)
        assert merged.knowledge == (knowledge.id,)
        assert questions.known(knowledge.id).questions == (origin, first.question.id)
        with pytest.raises(DataError, match="ring"):
            questions.merge(origin, first.question.id, on=ON)


def test_judged_links_teach_the_search_and_the_last_judgment_counts() -> None:
    with desk() as questions:
        knowledge = published(questions)
        name = questions.intake(Incoming(text="Hoe lang duurt een besluit over wonen?"), on=ON).question.id
        secret = questions.intake(Incoming(text="Mevrouw De Vries wil wonen"), on=ON).question.id
        questions.link(name, knowledge.id, LinkKind.NOT_ANSWERED_BY, on=ON)
        questions.link(name, knowledge.id, LinkKind.ANSWERED_BY, on=ON)
        questions.link(secret, knowledge.id, LinkKind.ANSWERED_BY, on=ON)
        (link,) = questions.judged_links(on=ON)
        assert (link.document, link.accepted) == (knowledge.id, True)
        with pytest.raises(NotFound):
            questions.link(name, "weg", LinkKind.ANSWERED_BY, on=ON)


def test_a_reader_finds_only_what_is_for_them_and_holds_on_the_day() -> None:
    with desk() as questions:
        published(questions, audience="leden", valid_to=date(2026, 6, 1))
        assert len(questions.find("huisvestingsvergunning", on=ON)) == 1
        assert len(questions.find("huisvestingsvergunning", on=ON, audience=Audience.PUBLIC)) == 0
        assert len(questions.find("huisvestingsvergunning", on=date(2026, 6, 1))) == 0
        with pytest.raises(DataError, match="limit"):
            questions.find("x", on=ON, limit=0)


def test_a_withdrawn_answer_leaves_the_index_and_keeps_its_record() -> None:
    with desk() as questions:
        knowledge = published(questions)
        other = published(questions, "Wat kost een paspoort voor een kind?")
        gone = questions.withdraw(knowledge.id, reason="onjuist", replaced_by=other.id, on=ON)
        assert (gone.state, gone.replaced_by) == (KnowledgeState.WITHDRAWN, other.id)
        hits = [found.knowledge.id for found in questions.find("huisvestingsvergunning paspoort", on=ON)]
        assert hits == [other.id]
        assert len(questions.knowledge_history(knowledge.id)) == 3
        with pytest.raises(DataError, match="end"):
            questions.revise(knowledge.id, change_note="toch", on=ON)


class BrokenIndex:
    """An index whose files are lost: everything fails."""

    def __iter__(self) -> Any:
        raise OSError

    add = remove = rebuild = search = __iter__


def test_a_broken_or_missing_index_loses_nothing_and_says_what_to_do() -> None:
    for index, words in ((BrokenIndex, "rebuild_index"), (lambda: None, "no index")):
        with desk(answer_index=index) as questions:
            knowledge = published(questions)
            assert questions.known(knowledge.id) == knowledge
            with pytest.raises(VngkitError, match=words):
                questions.find("termijn", on=ON)


def test_a_crash_between_record_and_index_is_repaired_at_opening() -> None:
    from tests.questions.helpers import plain_index

    index = plain_index()
    with desk(answer_index=lambda: index) as questions:
        first, second = published(questions), published(questions, "Wat kost een paspoort voor een kind?")
        index.remove(first.id)  # as if the program ended before the index was written
        index.add(*(type(index.get(second.id))(id=name, title="oud") for name in (second.id, "niemand")))
        repair = questions.repair_index()
        assert repair.added == tuple(sorted((first.id, second.id)))
        assert repair.removed == ("niemand",)
        assert questions.repair_index().added == ()
        assert {document.id for document in index} == {first.id, second.id}
        assert questions.rebuild_index().held == 2


def test_a_source_of_law_is_a_place_in_law() -> None:
    with pytest.raises(DataError, match="Juriconnect"):
        AnswerSource(kind="wet", ref="de wet")


def test_a_question_is_published_once_and_again_only_after_it_was_withdrawn() -> None:
    with desk() as questions:
        question = answered(questions)
        first = questions.publish(question.id, on=ON)
        with pytest.raises(DataError, match=f"published already, as {first.id}"):
            questions.publish(question.id, on=ON)
        questions.withdraw(first.id, reason="verkeerd artikel", on=ON)
        again = questions.publish(question.id, on=ON)
        assert [found.knowledge for found in questions.find("termijn huisvestingsvergunning", on=ON).answers] == [again]

"""The texts of questions and answers, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "help.ask": (
        """Zoek het antwoord dat al bestaat, ook met tikfouten of in spreektaal.

        Gezocht wordt in de gepubliceerde antwoorden van --store; zonder store in de voorbeelden van dit project. Elk
        antwoord zegt waarop het steunt, hoe zeker het is en waardoor het is gevonden.""",
        """Find the answer that exists already, also with typing errors or as people speak.

        It looks in the published answers of --store; without a store in the examples of this project. Every answer says
        what it rests on, how sure it is and what it was found by.""",
    ),
    "arg.question": ("De vraag; - leest standaardinvoer.", "The question; - reads standard input."),
    "option.limit": ("Hoeveel antwoorden ten hoogste; anders 3.", "How many answers at most; else 3."),
    "option.why": ("Toon per antwoord wat elk woord eraan bijdroeg.", "Show for each answer what each word added."),
    "option.meaning": (
        "Weeg ook betekenis mee, met het taalmodel van de extra semantic; dat kost tijd.",
        "Weigh meaning as well, with the language model of the extra semantic; that takes time.",
    ),
    "option.reader": ("Wie er leest: alleen wat voor die lezer is.", "Who reads: only what is for that reader."),
    "option.need_answer": ("Eindig met code 1 als er niets is gevonden.", "Exit with code 1 when nothing was found."),
    "option.store": (
        "Waar alles wordt bewaard, zoals sqlite:///vragen.db; anders VNGKIT_STORE.",
        "Where everything is kept, like sqlite:///questions.db; else VNGKIT_STORE.",
    ),
    "ask.empty": (
        "er staat geen vraag; schrijf er een, of - voor standaardinvoer.",
        "there is no question; write one.",
    ),
    "ask.examples": (
        "Voorbeeldantwoorden van dit project ({count}), geen advies; een eigen kennisbank: --store.",
        "Example answers of this project ({count}), no advice; for your own answers: --store.",
    ),
    "ask.nothing": (
        "Geen antwoord gevonden; dat wil niet zeggen dat het er niet is.",
        "No answer found; that does not say that there is none.",
    ),
    "ask.doubt": (
        "De eerste antwoorden liggen dicht bij elkaar: kijk naar meer dan het eerste.",
        "The first answers are close to each other: look at more than the first.",
    ),
    "ask.corrected": ("Gelezen als: {pairs}", "Read as: {pairs}"),
    "ask.official": ("Ook gezocht op: {pairs}", "Looked for as well: {pairs}"),
    "ask.compounds": ("Samenstellingen: {pairs}", "Compounds: {pairs}"),
    "ask.meaning_used": ("Betekenis is meegewogen.", "Meaning was weighed as well."),
    "ask.meaning_absent": ("Alleen op woorden gezocht; betekenis: {why}", "Found by words alone; meaning: {why}"),
    "ask.meaning_nothing": (
        "Alleen op woorden gezocht; geen antwoord heeft getallen voor betekenis.",
        "Found by words alone; no answer has numbers of meaning.",
    ),
    "ask.meaning_not_asked": (
        "Alleen op woorden gezocht; --meaning weegt ook betekenis.",
        "Found by words alone; --meaning weighs meaning as well.",
    ),
    "ask.by_meaning": ("(betekenis)", "(meaning)"),
    "ask.id": ("Antwoord", "Answer"),
    "ask.certainty": ("Zekerheid", "Certainty"),
    "ask.state": ("Stand", "State"),
    "ask.rests_on": ("Steunt op", "Rests on"),
    "ask.found_by": ("Gevonden door", "Found by"),
    "help.questions": (
        """Vragen van gemeenten: van binnenkomst tot een antwoord dat gevonden wordt en waar blijft.

        Alles staat in --store. De tekst van een vraag komt nooit in de uitvoer; wat persoonlijk is, wordt afgeschermd
        voordat er iets wordt bewaard.""",
        """Questions of gemeenten: from receipt to an answer that is found and stays true.

        Everything is kept in --store. The text of a question is never in the output; what is personal is masked before
        anything is stored.""",
    ),
    "help.intake": (
        "Neem een vraag aan: schermt persoonsgegevens af, herkent wetten en thema's, zoekt wat erop lijkt.",
        "Take a question in: masks personal data, recognises laws and themes, looks for what is like it.",
    ),
    "help.questions_list": ("Toon de vragen, zonder hun tekst.", "List the questions, without their texts."),
    "help.route": (
        "Wijs een vraag toe volgens de regels van de balie, of met de hand; zegt waarom.",
        "Send a question to its desk by the rules, or by hand; says why.",
    ),
    "help.answer_question": (
        """Stel het antwoord op een vraag op, met de artikelen waarop het steunt.

        Een antwoord gaat pas mee na een toets door een ander dan de schrijver: --reviewer, of later 'review'.""",
        """Write the answer to a question, with the articles that it rests on.

        An answer counts only after a review by another than its author: --reviewer, or 'review' later.""",
    ),
    "help.review": ("Toets het antwoord op een vraag.", "Review the answer to a question."),
    "help.publish": (
        """Publiceer een getoetst antwoord, zonder iets van wie het vroeg.

        Een tekst die verraadt wie vroeg of die persoonsgegevens bevat, wordt geweigerd. Het antwoord rust op de
        artikelen van zijn bronnen, of op wat --depends noemt.""",
        """Publish a reviewed answer, with nothing of who asked.

        A text that tells who asked or that holds personal data is refused. The answer rests on the articles of its
        sources, or on what --depends names.""",
    ),
    "help.expire": (
        """Zet elk gepubliceerd antwoord in de stand van de dag: te herzien met de reden, of verlopen.

        Een artikel dat sinds het antwoord is gewijzigd zet het antwoord op de herzieningslijst. Eindigt met code 1 als
        er iets te doen is.""",
        """Put every published answer in the state of the day: to review with the reason, or expired.

        An article that changed since the answer puts the answer on the review list. Exits with code 1 when there is
        something to do.""",
    ),
    "help.stats": (
        """Toon wat er wordt gevraagd, per thema en periode van vier weken.

        Elk getal is afgerond en wat te klein is om niemand te herkennen, staat er niet. --growth zet de laatste periode
        naast dezelfde weken van eerdere jaren.""",
        """Show what is asked, by theme and period of four weeks.

        Every number is rounded, and what is too small to hide a gemeente is not shown. --growth holds the last period
        against the same weeks of earlier years.""",
    ),
    "option.split": ("Waarnaar gesplitst.", "What it is split by."),
    "option.growth": ("Toon ook de groei per thema.", "Show the growth of each theme as well."),
    "questions.period": ("Periode", "Period"),
    "questions.group": ("Groep", "Group"),
    "questions.rounded": (
        "Afgerond op een veelvoud van {threshold}; weggelaten omdat het herleid kon worden: {count}.",
        "Rounded to a multiple of {threshold}; left out because it could be worked back: {count}.",
    ),
    "arg.text": ("De tekst; - leest standaardinvoer.", "The text; - reads standard input."),
    "arg.question_id": ("De id van de vraag.", "The id of the question."),
    "option.by": ("De functie van wie dit doet; nooit een naam.", "The function of who does this; never a name."),
    "option.asker": ("De gemeente die vraagt, naam of code.", "The gemeente that asks, name or code."),
    "option.role": ("Voor welk orgaan van de gemeente.", "For which body of the gemeente."),
    "option.channel": ("Hoe de vraag binnenkwam.", "How the question came in."),
    "option.urgency": ("Hoe snel, volgens de vrager.", "How soon, as the asker says."),
    "option.confidentiality": ("Wie de vraag mag lezen.", "Who may read the question."),
    "option.theme": ("Een thema; mag vaker.", "A theme; may be given more than once."),
    "option.product": ("De naam van een product (UPL).", "The name of a product (UPL)."),
    "option.question_state": ("Alleen in deze stand, zoals ontvangen.", "Only in this state, like ontvangen."),
    "option.desk_only": ("Alleen van deze balie.", "Only of this desk."),
    "option.theme_only": ("Alleen met dit thema voorop.", "Only with this theme first."),
    "option.overdue": ("Alleen wat te laat is.", "Only what is overdue."),
    "option.hand": ("Deze balie, met de hand gekozen.", "This desk, chosen by hand."),
    "option.due": ("De laatste dag voor een antwoord.", "The last day for an answer."),
    "option.dry_run": ("Schrijf niets; toon alleen.", "Write nothing; only show."),
    "option.author": ("De afdeling die het schreef.", "The unit that wrote it."),
    "option.reviewer": ("De afdeling die het toetste, een andere.", "The unit that reviewed it, another."),
    "option.source": (
        "Een artikel waarop het steunt, als jci-verwijzing; mag vaker.",
        "An article that it rests on, as a jci link; may be given more than once.",
    ),
    "option.certainty": ("Hoe zeker het is.", "How sure it is."),
    "option.reject": ("Keur af; het werk gaat verder.", "Reject; work goes on."),
    "option.remark": ("Een opmerking bij de toets.", "A remark with the review."),
    "option.wording": ("De vraag in algemene woorden.", "The question in general words."),
    "option.said": ("Het antwoord in algemene woorden.", "The answer in general words."),
    "option.audience": ("Wie het mag lezen.", "Who may read it."),
    "option.depends": (
        "Een artikel waarop het rust, met &g= de dag van de versie; anders de bronnen van het antwoord.",
        "An article that it rests on, with &g= the day of the version; else the sources of the answer.",
    ),
    "option.keyword": (
        "Een woord om het op te vinden; mag vaker.",
        "A word to find it by; may be given more than once.",
    ),
    "option.valid_to": ("De eerste dag waarop het niet meer geldt.", "The first day on which it no longer holds."),
    "option.review_by": ("De dag waarop iemand het weer bekijkt.", "The day on which somebody looks at it again."),
    "option.general": ("Zet namen van gemeenten in algemene woorden.", "Put names of gemeenten in general words."),
    "option.until": ("Kijk tot en met deze dag vooruit.", "Look ahead up to this day."),
    "option.change": (
        "Een wijziging die hier nog niet bekend is: het artikel met &g= de eerste dag ervan; mag vaker.",
        "A change that is not held here: the article with &g= its first day; may be given more than once.",
    ),
    "option.change_source": ("Wie dat zegt, zoals een Staatsblad.", "Who says so, like a Staatsblad."),
    "questions.no_store": (
        "er is geen store, dus er zou niets worden bewaard; noem er een met --store of VNGKIT_STORE.",
        "there is no store, so nothing would be kept; name one with --store or VNGKIT_STORE.",
    ),
    "questions.empty": ("er staat geen tekst.", "there is no text."),
    "questions.too_long": (
        "de tekst heeft meer dan {most} letters; er is niets bewaard.",
        "the text has more than {most} letters; nothing was kept.",
    ),
    "questions.change_day": (
        "een wijziging heeft een eerste dag nodig: zet &g=JJJJ-MM-DD achter het artikel.",
        "a change needs a first day: put &g=YYYY-MM-DD behind the article.",
    ),
    "questions.nothing_written": ("Er is niets geschreven.", "Nothing was written."),
    "questions.id": ("Vraag", "Question"),
    "questions.received": ("Ontvangen", "Received"),
    "questions.state": ("Stand", "State"),
    "questions.desk": ("Balie", "Desk"),
    "questions.due": ("Uiterlijk", "By"),
    "questions.theme": ("Thema", "Theme"),
    "questions.member": ("Gemeente", "Gemeente"),
    "questions.count": ("{count} vragen", "{count} questions"),
}

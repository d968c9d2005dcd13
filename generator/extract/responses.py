"""Responses: what was done about an incident, by whom, where, and whether it is over."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from generator.document.model import Document
from generator.extract.gazetteer import gazetteer
from generator.extract.mentions import ResponseMention
from generator.extract.responses_rules import Rule, carrier, doers_of_noun, fits, is_official, rules
from generator.extract.syntax import (
    agents,
    core_phrase,
    is_negated,
    is_passive,
    joined,
    noun_phrase,
    patients,
    subjects,
)
from generator.extract.words import word_set

_MOST_OF_A_TYPE = 3
_LONGEST_BY = 10
_MODALS = frozenset({"could", "would", "might", "may", "should", "can", "must"})
_CUTS = frozenset({"conj", "cc", "advcl", "parataxis", "punct", "relcl", "mark"})


@Language.factory("briefs_responses", requires=["token.dep", "doc.ents"], assigns=["doc._.responses"])
def make_responses(nlp: Language, name: str) -> ResponseFinder:
    """Make the component that assigns `doc._.responses`."""
    return ResponseFinder()


class ResponseFinder:
    """Finds raids, arrests, alerts and the like that the text asserts."""

    def __call__(self, doc: Doc) -> Doc:
        """Assign `doc._.responses`."""
        document: Document | None = doc._.document
        if document is None:
            return doc
        table, found = rules(), []
        # The body says it in full; a headline counts only for what the body leaves out.
        for paragraph in sorted(document.paragraphs, key=lambda p: p.kind == "title"):
            for token in doc[paragraph.start : paragraph.end]:
                for rule in table.get(token.lemma_.lower(), ()):
                    if fits(rule, token):
                        mention = _mention(rule, token, document)
                        if mention is not None:
                            found.append(mention)
                        break
        doc._.responses = _distinct(found)
        return doc


def _mention(rule: Rule, token: Token, document: Document) -> ResponseMention | None:
    verb = carrier(token) if rule.noun else token
    head = verb or token
    if _is_unreal(token) or (verb is not None and verb is not token and _is_unreal(verb)):
        return None
    who = [agent for agent in _doers(rule, token) if _may_act(rule, agent)]
    countries: tuple[str, ...] = ()
    if rule.type == "alert":
        on_alert = patients(head) or subjects(head) if rule.on else who
        countries = _codes(on_alert)
        who = [] if countries else [agent for agent in on_alert if is_official(agent)]
    if rule.type == "statement" and not who:
        return None
    by = _by(who, document)
    level = _level(token, head) if rule.type == "alert" else None
    sure = 0.85 if by and any(is_official(agent) for agent in who) else 0.7 if not rule.noun else 0.6
    return ResponseMention(
        span=_clause(head, token, who),
        trigger=token,
        type=rule.type,
        by=by,
        places=_places(token, head, document),
        countries=countries,
        level=level,
        state=_state(rule, token, verb),
        confidence=sure,
    )


def _doers(rule: Rule, token: Token) -> list[Token]:
    if rule.struck:
        return []
    if rule.noun:
        return doers_of_noun(token)
    who = agents(token)
    if not is_passive(token) and not patients(token) and not any(is_official(agent) for agent in who):
        return []  # the short passive of headlines: "Suspect arrested in arson case"
    return who


def _may_act(rule: Rule, agent: Token) -> bool:
    """Say whether a noun can be the one who answers an incident, and not one it befell."""
    if agent.lower_ in word_set("responses", "nobody"):
        return False
    if is_official(agent):
        return True
    kinds = ("ORG", "GPE", "NORP", "PERSON") if rule.type == "statement" else ("ORG", "GPE", "NORP")
    return agent.ent_type_ in kinds


def _is_unreal(token: Token) -> bool:
    """Say whether an action is denied, only possible, or only tried, wished or asked for."""
    if is_negated(token) or any(child.lower_ in _MODALS for child in token.children if child.dep_ == "aux"):
        return True
    if any(child.lower_ in ("if", "unless", "until") and child.dep_ == "mark" for child in token.children):
        return True
    if any(subject.lower_ in word_set("responses", "nobody") for subject in subjects(token)):
        return True
    while token.dep_ == "conj" and token.head.pos_ == token.pos_:
        token = token.head
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
        lemma = token.head.lemma_.lower()
        real = {*word_set("responses", "begun"), *word_set("responses", "intended"), "be", "go"}
        return token.dep_ != "xcomp" or lemma not in real or is_negated(token.head)
    if token.dep_ in ("xcomp", "pcomp", "acl", "ccomp", "dobj", "pobj"):
        above = token.head if token.head.pos_ not in ("ADP", "SCONJ") else token.head.head
        return above.lemma_.lower() in word_set("responses", "unreal")
    return False


def _state(rule: Rule, token: Token, verb: Token | None) -> str | None:
    if rule.noun and any(child.lower_ in word_set("responses", "going_on") for child in token.lefts):
        return "under-way"
    if verb is None:
        return None
    around = {child.lower_ for child in verb.children}
    if rule.noun and (
        around & word_set("responses", "going_on") or verb.lemma_.lower() in word_set("responses", "goes_on")
    ):
        return "under-way"
    if around & {"will", "shall", "'ll"}:
        return "planned"
    above = verb.head
    if verb.dep_ == "xcomp" and above.lemma_.lower() in {*word_set("responses", "intended"), "be", "go"}:
        return "planned"
    if verb.dep_ == "xcomp" and above.lemma_.lower() in word_set("responses", "goes_on"):
        return "under-way"
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG" and any(child.lemma_ == "be" for child in helpers):
        return "under-way"
    if any(child.lower_ == "being" for child in helpers):
        return "under-way"
    if verb.tag_ in ("VBD", "VBN"):
        return "ended"
    if verb.tag_ in ("VBZ", "VBP"):
        # "Police arrest two", in the present of headlines; "police investigate" goes on.
        return "under-way" if rule.type == "investigation" else None if rule.noun or rule.type == "alert" else "ended"
    return None


def _by(who: list[Token], document: Document) -> str | None:
    """Give the doer as the source words it, without article."""
    for agent in who:
        if agent.pos_ == "PRON":
            continue
        phrase = noun_phrase(agent)
        if len(phrase) > _LONGEST_BY:
            phrase = noun_phrase(agent, prepositions=False)
        if len(phrase) > _LONGEST_BY:
            phrase = core_phrase(agent)
        while len(phrase) > 1 and (phrase[0].lower_ in ("the", "a", "an") or phrase[0].is_punct):
            phrase = phrase[1:]
        if len(phrase) > 1 and phrase[-1].lower_ in ("'s", "'"):
            phrase = phrase[:-1]
        if len(phrase) <= _LONGEST_BY:
            return document.quote(phrase)
    return None


def _codes(nouns: list[Token]) -> tuple[str, ...]:
    """Give the ISO codes of nouns that are countries; none unless the first is one."""
    codes = []
    for noun in _listed(nouns):
        if noun.ent_type_ != "GPE" and noun.pos_ != "PROPN":
            continue
        ent = next((ent for ent in noun.sent.ents if ent.start <= noun.i < ent.end), None)
        name = ent.text if ent is not None else noun.text
        code = gazetteer().country(name.removeprefix("the ").removeprefix("The "))
        if code:
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def _listed(nouns: list[Token]) -> list[Token]:
    """Add the places that the parse takes for appositions in a list: "Spain, Italy, and Portugal"."""
    more = [
        child
        for noun in nouns
        if noun.ent_type_ == "GPE"
        for child in noun.children
        if child.dep_ == "appos" and child.ent_type_ == "GPE"
    ]
    return sorted({*nouns, *more}, key=lambda token: token.i)


def _level(token: Token, head: Token) -> str | None:
    levels = word_set("responses", "levels")
    for child in token.lefts:
        if child.lower_ in levels:
            return child.lower_
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "to":
            for obj in child.children:
                if obj.lower_ in levels:
                    return obj.lower_
                named = next((inner.lower_ for inner in obj.children if inner.lower_ in levels), None)
                if named:
                    return named
    return None


def _places(token: Token, head: Token, document: Document) -> tuple[str, ...]:
    """Give the places that hang on the action by a preposition of place."""
    doc = document.doc
    known = {m.span.start: m.span for m in doc._.places if m.describes is None} or {
        ent.start: ent for ent in doc.ents if ent.label_ in ("GPE", "FAC", "LOC")
    }
    found: list[str] = []
    holders = [token, *(() if head == token else (head,))]
    for child in head.children:
        if child.dep_ in ("acomp", "advmod", "dobj", "attr", "nsubjpass") and child is not token:
            holders.append(child)
    for holder in holders:
        for prep in holder.children:
            if prep.dep_ != "prep" or prep.lower_ not in word_set("responses", "where"):
                continue
            for obj in _listed([noun for child in prep.children if child.dep_ == "pobj" for noun in joined(child)]):
                phrase = noun_phrase(obj)
                spans = [span for start, span in known.items() if phrase.start <= start < phrase.end]
                found.extend(document.quote(span) for span in spans)
    return tuple(dict.fromkeys(found))


def _clause(head: Token, token: Token, who: list[Token]) -> Span:
    """Give the clause, without those that hang on it."""
    doc, sentence = token.doc, head.sent
    left, right = min(head.i, token.i), max(head.i, token.i)
    for child in head.children:
        if child.dep_ in _CUTS:
            continue
        left, right = min(left, child.left_edge.i), max(right, _edge(child))
    for agent in who:
        if sentence.start <= agent.i < sentence.end:
            left, right = min(left, agent.left_edge.i), max(right, agent.i)
    return doc[left : right + 1]


def _edge(token: Token) -> int:
    """Give the right end of a phrase, cut before the first clause inside it."""
    edge = token.right_edge.i
    for inner in token.subtree:
        if inner.i > token.i and inner.dep_ in ("relcl", "advcl", "parataxis"):
            edge = min(edge, inner.left_edge.i - 1)
    while edge > token.i and token.doc[edge].is_punct:
        edge -= 1
    return max(edge, token.i)


def _distinct(found: list[ResponseMention]) -> list[ResponseMention]:
    """Keep one mention of each response: the same type by the same hands is told once, with all its places."""
    kept: list[ResponseMention] = []
    for mention in found:
        twin = next((i for i, other in enumerate(kept) if _same(mention, other)), None)
        if twin is None:
            if sum(other.type == mention.type for other in kept) < _MOST_OF_A_TYPE:
                kept.append(mention)
            continue
        other = kept[twin]
        places = tuple(dict.fromkeys((*other.places, *mention.places)))
        countries = tuple(dict.fromkeys((*other.countries, *mention.countries)))
        if _richness(mention) > _richness(other):
            kept[twin] = replace(mention, places=places, countries=countries, level=mention.level or other.level)
        else:
            kept[twin] = replace(other, places=places, countries=countries, level=other.level or mention.level)
    return sorted(kept, key=lambda mention: mention.span.start)


def _richness(mention: ResponseMention) -> tuple[bool, bool]:
    return bool(mention.countries), mention.by is not None


def _same(one: ResponseMention, other: ResponseMention) -> bool:
    if one.type != other.type:
        return False
    if one.by is None or other.by is None:
        return one.by == other.by or one.state == other.state or None in (one.state, other.state)
    short, long = sorted((one.by.lower(), other.by.lower()), key=len)
    return short in long or bool(set(short.split()) >= {"police"} and "police" in long.split())

"""Whether an incident was over when the article was written."""

from __future__ import annotations

from spacy.tokens import Span, Token

from generator.document import Document
from generator.extract.triggers import Trigger
from generator.extract.words import word_set, words


def going_on(lead: list[Trigger], document: Document) -> Span | None:
    """Give the sentence that says that it was not over when the article was written."""
    for trigger in lead:
        if _goes_on(trigger.token):
            return trigger.token.sent
    sentences = list(dict.fromkeys(t.token.sent for t in lead))
    lasting = [s for s in sentences if _is_of(s, lead, "lasting")]
    if lasting and not any(_is_over(s) for s in sentences):
        return lasting[0]
    # A storm on its way, a ship still looked for: said of them anywhere.
    for key, signs in (("moving", "approaching"), ("lost", "searched")):
        if any(_is_of(s, lead, key) for s in sentences):
            for sentence in document.doc.sents:
                if _has_sign(sentence, signs):
                    return sentence
    return None


def _is_of(sentence: Span, lead: list[Trigger], key: str) -> bool:
    lemmas = word_set("outcomes", key)
    return any(t.token.sent == sentence and t.token.lemma_.lower() in lemmas for t in lead)


def _is_over(sentence: Span) -> bool:
    return any(t.lemma_.lower() in word_set("outcomes", "over") and t.pos_ in ("VERB", "ADJ", "NOUN") for t in sentence)


def _has_sign(sentence: Span, key: str) -> bool:
    text = f" {' '.join(token.lower_ for token in sentence)} "
    return any(f" {sign} " in text for sign in words("outcomes")[key])


def _goes_on(token: Token) -> bool:
    verb = token if token.pos_ == "VERB" else token.head
    if verb.lemma_.lower() in word_set("outcomes", "going_on"):
        return verb.tag_ in ("VBZ", "VBP", "VBG")
    progressive = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in ("is", "are") for c in verb.children)
    if token.dep_ == "pobj" and token.head.lower_ == "under" and token.head.head.tag_ in ("VBZ", "VBP"):
        return True  # "is under attack"
    state = any(c.lemma_.lower() in word_set("outcomes", "unfinished") for c in [*token.children, *verb.children])
    return state or (progressive and verb.i == token.i)

"""Who is meant by a noun: whether it is people, how many, which person, man or woman."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from generator.extract.casualties_series import row_of_names
from generator.extract.casualties_words import harm_words, listed
from generator.extract.numbers import SEVERAL, count_of, ordinal_one, quantities, quantity_of
from generator.extract.syntax import joined, objects_of
from generator.record.count import Count

_RELATIVES = frozenset({"who", "whom", "that", "which"})
_BREAKS = frozenset({":", "—", "–", "|"})
_OLDEST = 120
_HEAD = 3
_PARTS = frozenset({"among", "including", "identified", "named"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_NO_PERSON_ENTITIES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "FAC", "GPE", "LOC", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT"}
)


def is_people(token: Token) -> bool:
    """Say whether a noun, pronoun or bare number can stand for people."""
    low = token.lower_
    if (
        token.pos_ not in _NOUNS
        or not any(c.isalnum() for c in low)
        or low in listed("people", "speakers")
        or among(token, listed("not_people", "nouns"))
    ):
        return False
    if is_aged(token) or (ordinal_one(token) and token.dep_ in ("nsubj", "nsubjpass", "conj", "dobj")):
        return True
    if _is_half_a_word(token) or (token.pos_ == "PROPN" and any(map(str.isdigit, low))):
        return False
    # The place at the head of a report: "SUNMAN, Ind. — A boy was shot".
    if (
        token.is_upper
        and token.pos_ == "PROPN"
        and token.i - token.sent.start < 4
        and token.ent_type_ != "NORP"
        and len(token) > 2
    ):
        return False
    counted = token.i in quantities(token.doc)
    if token.ent_type_ in _NO_PERSON_ENTITIES or token.pos_ == "NUM" or token.like_num:
        # "12" of "12 people" may be tagged as part of a date; a number of our own finding overrules that.
        return counted and token.ent_type_ not in ("MONEY", "PERCENT")
    if token.pos_ == "PROPN" and token.ent_type_ != "PERSON":
        return is_surely_people(token) or (token.ent_type_ in ("", "NORP") and not token.is_upper)
    if token.pos_ in ("ADJ", "DET"):
        return quantity_of(token) is not None or (
            token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.i > 0 and token.nbor(-1).lower_ == "the"
        )
    return True


def _is_half_a_word(token: Token) -> bool:
    """Say whether a hyphen ties a word to the next: the "ex" of "ex-wife"."""
    last = token.i + 1 >= len(token.doc)
    return not (last or token.whitespace_ or token.pos_ == "NUM") and token.nbor(1).text == "-"


def is_surely_people(token: Token) -> bool:
    """Say whether a word is a person's name, a known word for people, or a number."""
    return (
        token.ent_type_ == "PERSON"
        or among(token, listed("people", "nouns"))
        or token.lower_.endswith(tuple(listed("people", "endings")))
        or is_aged(token)
        or token.i in quantities(token.doc)
        or ordinal_one(token)
    )


def among(token: Token, words: frozenset[str]) -> bool:
    """Say whether a word is in a list of lemmas; a plural name ("Commandos") is its own lemma to the tagger."""
    low = token.lower_
    if token.lemma_.lower() in words or low in words:
        return True
    return token.pos_ == "PROPN" and (low.rstrip("s") in words or (low[-3:] == "ies" and f"{low[:-3]}y" in words))


def is_aged(token: Token) -> bool:
    """Say whether a word is the end of "15-year-old" standing for a person and not before a noun."""
    # Some leave out the second hyphen: "a 15-year old".
    if (
        token.lower_ not in ("old", "olds")
        or token.i < 3
        or not any(t.lower_ in ("year", "month", "week", "day") for t in (token.nbor(-1), token.nbor(-2)))
        or token.nbor(-1).text not in ("-", "year")
    ):
        return False
    return token.dep_ != "amod" or token.head.i < token.i or token.head.pos_ in ("VERB", "AUX")


def antecedent(token: Token) -> Token:
    """Give the noun that "who", "whom" or "that" stands for; any other word is its own."""
    if token.lower_ not in _RELATIVES:
        return token
    clause = token.head
    for _ in range(4):
        if clause.dep_ == "relcl":
            if token.lower_ in ("that", "which") or is_surely_people(clause.head) or clause.head.ent_type_ == "NORP":
                return clause.head
            break
        if clause.head == clause:
            break
        clause = clause.head
    # The nearest person before it, whatever the parser made of the clause.
    for i in range(token.i - 1, max(token.sent.start, token.i - 14) - 1, -1):
        before = token.doc[i]
        if before.pos_ in ("NOUN", "PROPN") and before.dep_ not in ("compound", "poss") and is_surely_people(before):
            return before
    return clause.head if clause.dep_ == "relcl" else token


def people_in(tokens: Iterable[Token], *, surely: bool = False, named: bool = False) -> tuple[Token, ...]:
    """Give the head words of the people among some nouns and those joined to them, each once, in order.

    Args:
        tokens: Nouns, pronouns and numbers; relative pronouns stand for their nouns.
        surely: Take known words for people and names only.
        named: Take a single name for a person's even where the model says it is a place's, since places do not die.
    """
    found: dict[int, Token] = {}
    first: Token | None = None
    for token in tokens:
        noun = antecedent(token)
        first = first or noun
        nodes = noun.doc[noun.i + 1 : noun.i + 2]
        for one in (*joined(noun), *_joined_by_phrase(noun), *row_of_names(noun)[1:], *_in_apposition(noun)):
            between = one.doc[min(one.i, noun.i) : max(one.i, noun.i)]
            apart = any(t.text in _BREAKS for t in between)
            since_first = one.doc[first.i : one.i]
            if one != first and (
                any(t.lower_ in _PARTS for t in since_first)
                or (noun != first and any(t.text in _BREAKS for t in since_first))
                or _has_state(one)
            ):
                continue
            # "State Police: boy dies" is parsed as one row of nouns, or as two subjects.
            head = (
                one == noun
                and bool(nodes)
                and nodes[0].text == ":"
                and (any(c.dep_ in ("conj", "appos") for c in noun.children) or noun.i - noun.sent.start < _HEAD)
            )
            name = named and one == noun and is_misread_name(one)
            if (
                (name or is_people(one))
                and not _is_age(one)
                and not head
                and (not apart or nodes[0].text == ":")
                and (not surely or is_surely_people(one))
            ):
                found.setdefault(one.i, one)
    return tuple(found[i] for i in sorted(found))


def is_misread_name(token: Token) -> bool:
    """Say whether a name that the model takes for a place's or a firm's is spelt like a person's."""
    if token.tag_ != "NNP" or token.ent_type_ not in ("GPE", "ORG", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"):
        return False
    name = [*(c for c in token.lefts if c.dep_ == "compound"), token]
    return len(name) <= 3 and all(t.text.istitle() and t.lower_ not in listed("people", "bodies_of_men") for t in name)


def _has_state(token: Token) -> bool:
    """Say whether a number has its own word for what became of them: "5,000 injured and dozens | missing"."""
    found = quantities(token.doc).get(token.i)
    return found is not None and found.end < len(token.doc) and token.doc[found.end].lower_ in harm_words().states


def _in_apposition(noun: Token) -> Iterator[Token]:
    """Yield those of a row that the parser takes for a description: "a woman, | her daughter and her grandson"."""
    if noun.tag_ not in ("NN", "NNP") or quantity_of(noun) is not None:
        return
    for child in noun.children:
        rest = [c for c in child.children if c.dep_ == "conj"] if child.dep_ == "appos" else []
        # "A man, a father and husband" is one.
        if rest and all(any(t.dep_ in ("det", "poss") for t in one.lefts) for one in (child, *rest)):
            yield from joined(child)


def _joined_by_phrase(noun: Token) -> Iterator[Token]:
    """Yield those who come with a noun: "the couple, along with their four children"."""
    doc, stop = noun.doc, min(noun.sent.end, noun.right_edge.i + 9)
    for i in range(noun.i + 1, stop - 2):
        if doc[i].lower_ not in ("along", "together", "as", "in"):
            continue
        text = " ".join(t.lower_ for t in doc[i : i + 3])
        phrase = next((p for p in listed("including", "joining") if text == p or text.startswith(f"{p} ")), None)
        if phrase is None:
            continue
        start = i + len(phrase.split())
        head = next(
            (t for t in doc[start : start + 6] if t.dep_ in ("pobj", "conj", "dobj") or t.ent_type_ == "PERSON"), None
        )
        if head is not None:
            yield from joined(head)
        return


def _is_age(token: Token) -> bool:
    """Say whether a number after a name and a comma is an age: "Jamal Berry, 30"."""
    doc, i = token.doc, token.i
    if (
        not token.text.isdigit()
        or int(token.text) > _OLDEST
        or i < token.sent.start + 2
        or doc[i - 1].text not in (",", "(")
    ):
        return False
    follows = doc[i + 1] if i + 1 < len(doc) else None
    named = doc[i - 2].pos_ == "PROPN" or doc[i - 2].ent_type_ == "PERSON"
    return named and (follows is None or follows.pos_ not in ("NOUN", "ADJ", "VERB"))


def sum_of(counts: Sequence[Count | None]) -> Count | None:
    """Add counts of different people; a part without a number makes the sum a lower bound."""
    if not counts or all(c is None for c in counts):
        return None
    known = [c for c in counts if c is not None]
    if len(known) == 1 and len(counts) == 1:
        return known[0]
    if all(c.text == "several" for c in known):
        return SEVERAL
    low = sum(c.low or 0 for c in known) + 2 * (len(counts) - len(known))
    open_ended = len(known) < len(counts) or any(c.high is None for c in known)
    if open_ended:
        return Count.at_least(low)
    high = sum(c.high or 0 for c in known)
    if low != high:
        return Count.parse(f"{low}-{high}")
    return Count.about(low) if any(c.is_about for c in known) else Count.exactly(low)


def is_plural_scale(count: Count) -> bool:
    """Say whether a count is that of "hundreds" or "thousands", which says little more than many."""
    return count.text.startswith(">") and str(count.low).rstrip("0") == "2" and (count.low or 0) >= 200


def number_of(people: Sequence[Token]) -> Count | None:
    """Say how many some nouns stand for together; None for bare plurals."""
    return sum_of([_number(token) for token in people])


def _number(token: Token) -> Count | None:
    if token.lemma_.lower() in listed("people", "collective") and quantity_of(token) is None:
        # "A family of five" says how many, "a group of men" does not.
        members = next((o for o in objects_of(token, "of") if o.i in quantities(token.doc)), None)
        if members is not None:
            return count_of(members)
        return Count.exactly(2) if token.lower_ == "couple" else None
    if token.lower_ == "parents" and quantity_of(token) is None:
        return Count.exactly(2)
    # What the tagger takes for no noun ("Teen dead") is one person all the same.
    if token.pos_ not in _NOUNS and token.lower_ in listed("people", "singular"):
        return Count.exactly(1)
    if token.lower_ in ("his", "her"):
        return Count.exactly(1)
    if token.lower_ in ("they", "them", "those", "others", "victims", "themselves"):
        return count_of(token) if quantity_of(token) else None
    return Count.exactly(1) if is_aged(token) and token.lower_ == "old" else count_of(token)


def is_more(token: Token) -> bool:
    """Say whether a noun adds to people named before: `two others`, `another man`, `a third`."""
    found = quantity_of(token)
    if (found is not None and found.more) or ordinal_one(token):
        return True
    if token.tag_ == "NN" and any(child.lower_ == "the" for child in token.lefts):
        return False
    more = listed("more", "words")
    return (
        token.lower_ in more
        or any(child.lower_ in more and child.nbor(1).lower_ != "than" for child in token.lefts)
        or (token.i + 1 < len(token.doc) and token.nbor(1).lower_ in ("more", "others", "else"))
    )


def gender(token: Token) -> str | None:
    """Say whether a noun or pronoun is a woman's, a man's, or does not tell."""
    if among(token, listed("people", "female")):
        return "female"
    return "male" if among(token, listed("people", "male")) else None

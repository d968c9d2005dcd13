"""The learned reader: its weights are numbers only, its features hide names, and it leaves ordinary articles alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources

import numpy as np
import pytest
from spacy.tokens import Doc

from generator.document import Document
from generator.extract.learned.candidates import ROLES, candidates, key_of
from generator.extract.learned.features import Features
from generator.extract.learned.groups import chosen, groups_of
from generator.extract.learned.masking import hashed, mask
from generator.extract.learned.relevance import document_words
from generator.extract.learned.trust import trust_in
from generator.extract.learned.weights import SORT_WIDTH, WIDTH, load_weights
from generator.extract.pipeline import load_base, load_reader

pytestmark = pytest.mark.model

TEXT = (
    "Gunmen of the Shining Path killed Juan Perez, the mayor of Huanta, in Lima on Monday, police said.\n\n"
    "The attackers threw a grenade at the town hall and fled. Nobody has claimed the attack."
)


@pytest.fixture(scope="module")
def read(paragraphs: Callable[..., Document]) -> Callable[[str], Doc]:
    def run(text: str) -> Doc:
        doc = paragraphs(text, load_base()).doc
        for _, component in load_reader().pipeline:
            component(doc)
        return doc

    return run


def _features(doc: Doc) -> Iterator[str]:
    features = Features(doc, 0.5)
    for candidate in candidates(doc):
        yield from features.of(candidate)
    yield from document_words(doc)


def test_the_weights_load_once_and_have_their_shape() -> None:
    weights = load_weights()
    assert weights is load_weights()
    assert set(weights.roles) == set(ROLES)
    assert all(table.shape == (WIDTH,) for table in weights.roles.values())
    assert weights.relevance.shape == (2 * WIDTH,)
    assert weights.pairs.shape == (SORT_WIDTH,)
    assert set(weights.floors) == {*ROLES, "relevance"}
    assert 0.0 < weights.familiar[0] < weights.familiar[1] < 1.0


def test_the_weights_hold_numbers_only_and_are_small() -> None:
    file = resources.files("generator.extract.learned").joinpath("weights.npz")
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(0)
        arrays = np.load(opened, allow_pickle=False)
        assert all(arrays[name].dtype.kind in "fu" for name in arrays.files)
    assert size < 3_000_000


def test_a_place_in_the_table_is_the_same_at_every_run() -> None:
    assert hashed(["h gunman", "h gunman", "g nsubj kill"], WIDTH).tolist() == [20377, 50012]


def test_names_are_hidden(read: Callable[[str], Doc]) -> None:
    features = " ".join(_features(read(TEXT))).lower()
    for name in ("juan", "perez", "huanta", "lima", "shining", "monday"):
        assert name not in features.split()
    assert "@person" in features
    assert "@group" in features


def test_common_words_are_kept(read: Callable[[str], Doc]) -> None:
    doc = read(TEXT)
    assert mask(next(t for t in doc if t.text == "Gunmen")) == "gunman"
    assert {"gunman", "grenade"} <= set(" ".join(_features(doc)).split())


def test_scores_are_the_same_twice_and_tell_a_weapon_from_a_culprit(read: Callable[[str], Doc]) -> None:
    weights = load_weights()

    def scores() -> dict[tuple[str, str], float]:
        groups = groups_of(read(TEXT), 0.9)
        return {(g.key, role): float(weights.roles[role][g.features].sum()) for g in groups for role in ROLES}

    first = scores()
    assert first == scores()
    assert first["grenade", "weapons"] > first["grenade", "victims"]
    assert first["gunmen", "perpetrators"] > first["gunmen", "victims"]


def test_one_thing_is_chosen_in_one_wording() -> None:
    keys, heads = ["two gunmen", "gunmen", "town hall"], [{1}, {1, 9}, {20}]
    assert chosen(keys, heads, [0.5, 0.6, 0.1], 0.3) == [1]
    assert key_of("The Town-Hall's") == "town hall"


def test_it_does_not_trust_itself_with_an_article_in_ordinary_case(read: Callable[[str], Doc]) -> None:
    assert trust_in(read(TEXT)) == 0.0


def test_what_it_adds_has_a_sentence_to_quote(read: Callable[[str], Doc]) -> None:
    doc = read(TEXT.upper())
    for mention in (*doc._.perpetrators, *doc._.victims, *doc._.targets, *doc._.weapons):
        assert mention.evidence is not None or mention.trigger is not None

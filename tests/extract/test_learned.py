"""The learned reader: its weights are numbers only, its features hide names, and it leaves unfamiliar news alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc

from benchmarks.learning import wordings_of
from benchmarks.tagging import muc_example
from benchmarks.train_others import learn_others
from generator.document import Document
from generator.extract.assemble import assemble
from generator.extract.learned.candidates import ROLES, candidates, key_of
from generator.extract.learned.features import Features
from generator.extract.learned.groups import chosen, groups_of
from generator.extract.learned.judging import kind_odds
from generator.extract.learned.masking import hashed, mask
from generator.extract.learned.others import other_signs, others_of
from generator.extract.learned.relevance import document_words
from generator.extract.learned.tagger import TAGS, tags_of
from generator.extract.learned.trust import trust_in
from generator.extract.learned.weights import PAIRS_WIDTH, WIDTH, load_weights
from generator.extract.pipeline import load_base, load_reader

pytestmark = pytest.mark.model

TEXT = (
    "Gunmen of the Shining Path killed Juan Perez, the mayor of Huanta, in Lima on Monday, police said.\n\n"
    "The attackers threw a grenade at the town hall and fled. Nobody has claimed the attack."
)
WIRE = (
    "A group of terrorists today murdered the peasant leader Juan Perez and two peasants in the department of "
    "Ayacucho, according to a military communique.\n\n"
    "The guerrillas of the Shining Path intercepted the vehicle in which he was travelling, and machinegunned it. "
    "The subversives dynamited the town hall before they fled to the mountains, the communique adds.\n\n"
    "Authorities reported that the attack took place last night."
)
TWICE = (
    "A group of terrorists today murdered the peasant leader Juan Perez in Ayacucho, according to a military "
    "communique.\n\n"
    "The guerrillas also kidnapped two engineers of the electric company, the communique adds.\n\n"
    "In Medellin, unidentified individuals murdered a judge yesterday."
)
MATCH = (
    "The visitors won the final on Saturday after two late goals. Their coach praised the young striker, who has "
    "scored in every match of the season so far.\n\nThousands of supporters celebrated in the streets of the capital."
)
BLAZE = (
    "Two firefighters were injured on Tuesday when a warehouse caught fire in the port of Rotterdam.\n\n"
    "The cause of the blaze is being investigated, the fire service said. The police closed two streets."
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
    assert all(table.shape == (WIDTH,) for table in (*weights.roles.values(), weights.sort))
    assert weights.relevance.shape == (2 * WIDTH,)
    assert weights.pairs.shape == (PAIRS_WIDTH,)
    assert set(weights.mixes) == {*ROLES, "relevance", "kind", "others"}
    assert set(weights.floors) == {*ROLES, "relevance", "others"}
    assert all(low < high for low, high in weights.ramps.values())


def test_the_weights_hold_numbers_only_and_are_small() -> None:
    folder = resources.files("generator.extract.learned")
    with folder.joinpath("weights.npz").open("rb") as opened:
        arrays = np.load(opened, allow_pickle=False)
        assert all(arrays[name].dtype.kind in "fu" for name in arrays.files)
    sizes = [len(folder.joinpath(name).read_bytes()) for name in ("weights.npz", "tagger.onnx", "vocabulary.txt")]
    assert sum(sizes) < 25_000_000


def test_nothing_is_loaded_before_a_document_asks_for_it() -> None:
    code = "import sys, generator.extract.pipeline; print('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_place_in_the_table_is_the_same_at_every_run() -> None:
    assert hashed(["h gunman", "h gunman", "g nsubj kill"], WIDTH).tolist() == [20377, 50012]


def test_names_are_hidden_from_the_linear_scores(read: Callable[[str], Doc]) -> None:
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


def test_the_tagger_marks_every_word_by_chances_that_add_up_to_one(read: Callable[[str], Doc]) -> None:
    doc = read(WIRE)
    tags = tags_of(doc)
    assert tags.words.shape == (len(doc), len(TAGS), 3)
    assert np.allclose(tags.words.sum(axis=2), 1.0, atol=1e-3)
    assert tags is tags_of(doc)


def test_the_tagger_knows_who_fills_which_role_whatever_they_are_called(read: Callable[[str], Doc]) -> None:
    doc = read(WIRE.replace("Juan Perez", "Olumide Adeyemi").replace("Shining Path", "Boko Haram"))
    marked = 1.0 - tags_of(doc).words[:, :, 0]
    by_word = {token.text: marked[token.i] for token in doc}
    struck = ("victims", "described")
    for word, tags in (("Adeyemi", struck), ("peasants", struck), ("Haram", ("organizations",))):
        assert TAGS[int(by_word[word].argmax())] in tags
        assert by_word[word].max() > 0.1


def test_a_deed_of_another_type_or_at_another_place_may_be_another_incident(read: Callable[[str], Doc]) -> None:
    doc = read(TWICE)
    others = others_of(doc, "ATTACK")
    assert {other.type for other in others} == {"ATTACK", "KIDNAPPING"}
    assert any("kidnapped" in {t.token.text for t in other.triggers} for other in others)
    assert any({t.token.sent[1].text for t in other.triggers} == {"Medellin"} for other in others)
    signs = other_signs(doc, "ATTACK", kind_odds(doc, doc._.triggers), others)
    assert signs.shape == (len(others), len(load_weights().mixes["others"]))
    assert np.isfinite(signs).all()


def test_what_is_told_of_one_incident_only_has_no_other(read: Callable[[str], Doc]) -> None:
    doc = read(WIRE)
    assert others_of(doc, "BOMBING")[1:] == []
    assert [i.number for i in doc._.incidents] == list(range(len(doc._.incidents)))


def _key(*templates: dict[str, Any]) -> dict[str, Any]:
    """Give a key of MUC-4's form; slots that are not named are empty."""
    slots = ("perp_ind", "perp_org", "phys_tgt", "hum_tgt_name", "hum_tgt_desc", "instrument")
    bare = {slot: [] for slot in slots} | {"optional": False, "stage": ["ACCOMPLISHED"], "location": []}
    return {"id": "1", "relevant": True, "templates": [bare | template for template in templates]}


def test_a_key_says_whether_incidents_are_several_and_which_beside_the_main_one(read: Callable[[str], Doc]) -> None:
    doc = read(TWICE)
    killed = {"type": ["ATTACK"], "hum_tgt_name": [{"mentions": ["JUAN PEREZ"]}]}
    taken = {"type": ["KIDNAPPING"], "hum_tgt_desc": [{"mentions": ["ENGINEERS", "TWO ENGINEERS"]}]}
    one, both = _key(killed), _key(killed, taken)
    assert wordings_of(both["templates"][1]) == {"engineers", "two engineers"}
    assert [muc_example(doc, line).several for line in (one, both)] == [False, True]
    assert not muc_example(doc, both).several_alike
    kinds = load_weights().mixes["kind"]
    weights, _, score = learn_others([doc], [both], kinds, missed=0)
    assert weights.shape == load_weights().mixes["others"].shape
    assert score > learn_others([doc], [both], kinds, missed=3)[2] > 0.0


def test_an_incident_that_is_left_out_has_no_words_any_more(read: Callable[[str], Doc]) -> None:
    doc = read(TWICE)
    for incident in doc._.incidents:
        assert {t.incident for t in incident.triggers} == {incident.number}
    told = {id(t) for incident in doc._.incidents for t in incident.triggers}
    assert all((t.incident is None) == (id(t) not in told) for t in doc._.triggers)


def test_one_thing_is_chosen_in_one_wording() -> None:
    keys, heads = ["two gunmen", "gunmen", "town hall"], [{1}, {1, 9}, {20}]
    assert chosen(keys, heads, [0.5, 0.6, 0.1], 0.3) == [1]
    assert key_of("The Town-Hall's") == "town hall"


@pytest.mark.parametrize("text", [MATCH, BLAZE])
def test_it_does_not_trust_itself_with_news_of_another_sort(read: Callable[[str], Doc], text: str) -> None:
    doc = read(text)
    assert trust_in(doc) == 0.0
    assert "briefs.tags" not in doc.user_data


def test_it_trusts_itself_with_news_like_that_it_learned_from_in_whatever_case(read: Callable[[str], Doc]) -> None:
    assert trust_in(read(WIRE)) > 0.5
    assert trust_in(read(WIRE.upper())) > 0.5


def test_all_that_it_adds_is_quoted_from_the_text(read: Callable[[str], Doc]) -> None:
    for text in (WIRE, WIRE.upper()):
        document: Document = read(text)._.document
        folded = " ".join(text.split())
        records = [draft.record for draft in assemble(document)]
        assert records
        for record in records:
            for named in ("perpetrators", "victims", "targets", "weapons"):
                cited = sum(path.startswith(f"{named}[") for path in record.evidence)
                assert cited == len(getattr(record, named))
            assert all(quote.quote in folded for quotes in record.evidence.values() for quote in quotes)

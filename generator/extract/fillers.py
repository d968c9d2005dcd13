"""What was learned beside the rules: the mentions that they found are weighed anew, and missed ones added."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from generator.extract.learned.reader import weigh


@Language.factory(
    "briefs_fillers",
    requires=["doc._.triggers", "doc._.names", "doc._.perpetrators", "doc._.victims", "doc._.targets", "doc._.weapons"],
    assigns=["doc._.perpetrators", "doc._.victims", "doc._.targets", "doc._.weapons"],
)
def make_fillers(nlp: Language, name: str) -> Fillers:
    """Build the component."""
    return Fillers()


class Fillers:
    """Hands a document that tells of an incident to the learned reader."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the four lists of role mentions anew, where the learned reader trusts itself."""
        weigh(doc)
        return doc

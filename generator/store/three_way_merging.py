"""One merge of three versions of a record under way: whose each value is, and what that changes in the brief."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from generator.record.convert import value_to_data
from generator.record.forms import EvidenceMap, Form, Group, ListOf
from generator.record.paths import Address, addresses, fields_of, is_absent, path_at, path_of
from generator.record.schema import Evidence, FieldDescription, Incident, description
from generator.store.change import Change, Kind
from generator.store.three_way_align import BASE, MINE, THEIRS, Alignment, Slot, Token, related, staying
from generator.store.three_way_evidence import merge_evidence

OWN = frozenset({"id", "keep"})
"""Fields that extraction never changes."""
EDITORIAL = frozenset({"status", "tlp", "title", "summary", "aliases", "tags", "notes", "sources"})
"""Fields where a person's wording is never disputed: they are written, not found in an article."""

_Verdict = Literal["same", "mine", "theirs", "conflict"]


class Merging:
    """One merge under way; arguments as for `merge`."""

    def __init__(
        self, base: Incident, mine: Incident, theirs: Incident, keep: Sequence[str], drop: frozenset[str]
    ) -> None:
        self.drop = drop
        self.versions = (base, mine, theirs)
        self.alignment = Alignment(self.versions)
        self.changes: list[Change] = []
        self.disputed: list[tuple[Token, tuple[Any, Any, Any]]] = []
        self.won: set[Token] = set()
        """Values that stay the person's although extraction says otherwise."""
        self.orders: dict[Token, list[int]] = {}
        """The slots of each merged list, in order."""
        self.kept = {token for path in keep for token in self.tokens(path, (BASE, MINE, THEIRS))}
        self.touched = set(self.kept)
        """Values that a person has said something about: in `keep`, in a doubt, by changing the evidence."""
        for doubt in mine.doubts:
            if doubt not in base.doubts:
                self.touched |= self.tokens(doubt.about, (MINE,))
        for path in mine.evidence.keys() | base.evidence.keys():
            if mine.evidence.get(path) != base.evidence.get(path):
                self.touched |= self.tokens(path, (MINE,))

    def record(self) -> Incident:
        """Merge everything, evidence last, since it follows the values."""
        mine = self.versions[MINE]
        merged: dict[str, Any] = {}
        for described in description(Incident):
            name = described.name
            values = [getattr(version, name) for version in self.versions]
            # Most fields are absent on both sides.
            if name in OWN or isinstance(described.form, EvidenceMap) or (not values[MINE] and not values[THEIRS]):
                continue
            merged[name] = self._value(described.form, (name,), values, (name,))
        return merge_evidence(self, replace(mine, **merged))

    # ------------------------------------------------------------ values

    def _value(self, form: Form, token: Token, values: Sequence[Any], address: Address) -> Any:
        if isinstance(form, Group):
            return self._group(form, token, values, address)
        if isinstance(form, ListOf):
            return self._list(form, token, [value or () for value in values], address)
        return self._leaf(form, token, values, address, self._verdict(token, values))

    def _verdict(self, token: Token, values: Sequence[Any]) -> _Verdict:
        base, mine, theirs = values
        if mine == theirs:
            return "same"
        if self.is_kept(token) or theirs == base:
            return "mine"
        if mine == base:
            return "theirs"
        if is_absent(theirs) or (is_absent(mine) and not is_absent(base)) or token[0] in EDITORIAL:
            return "mine"
        return "conflict"

    def _leaf(self, form: Form, token: Token, values: Sequence[Any], address: Address, verdict: _Verdict) -> Any:
        mine, theirs = values[MINE], values[THEIRS]
        if verdict == "theirs":
            self.change("remove" if is_absent(theirs) else "set", address, form, mine, theirs)
            return theirs
        if verdict == "conflict":
            data = [None if value is None else value_to_data(form, value) for value in values]
            self.disputed.append((token, (data[BASE], data[MINE], data[THEIRS])))
        if verdict != "same":
            self.won.add(token)
        return mine

    def _verdicts(self, fields: Sequence[FieldDescription], token: Token, values: Sequence[Any]) -> dict[str, _Verdict]:
        out: dict[str, _Verdict] = {}
        for described in fields:
            if not isinstance(described.form, Group | ListOf):
                inner = [None if value is None else getattr(value, described.name) for value in values]
                out[described.name] = self._verdict((*token, described.name), inner)
        return out

    def _group(self, form: Group, token: Token, values: Sequence[Any], address: Address) -> Any:
        """Merge a group such as `where`; what its fields say belongs together, so that they are disputed together."""
        mine = values[MINE]
        start = len(self.changes)
        verdicts = self._verdicts(description(form.type), token, values)
        if "conflict" in verdicts.values():
            for name, verdict in verdicts.items():
                if verdict == "theirs":
                    verdicts[name] = "mine" if is_absent(getattr(values[THEIRS], name)) else "conflict"
        merged = self._fields(description(form.type), token, values, address, verdicts)
        if is_absent(merged) != is_absent(mine):
            del self.changes[start:]
            self.change("remove" if is_absent(merged) else "set", address, form, mine, merged)
        return merged

    def _item(self, form: Form, token: Token, values: Sequence[Any], address: Address) -> Any:
        """Merge an item; one that a person has touched keeps its name."""
        fields = fields_of(values[MINE])
        if not isinstance(form, Group):
            return self._leaf(form, token, values, address, self._verdict(token, values))
        verdicts = self._verdicts(fields, token, values)
        if values[MINE] != values[BASE] or self.is_touched(token):
            for described in fields:
                if described.key and verdicts.get(described.name) == "theirs":
                    gone = is_absent(getattr(values[THEIRS], described.name))
                    verdicts[described.name] = "mine" if gone or token[0] in EDITORIAL else "conflict"
        return self._fields(fields, token, values, address, verdicts)

    def _fields(
        self,
        fields: Sequence[FieldDescription],
        token: Token,
        values: Sequence[Any],
        address: Address,
        verdicts: dict[str, _Verdict],
    ) -> Any:
        merged: dict[str, Any] = {}
        for described in fields:
            name = described.name
            inner = [None if value is None else getattr(value, name) for value in values]
            if name in verdicts:
                merged[name] = self._leaf(described.form, (*token, name), inner, (*address, name), verdicts[name])
            else:
                merged[name] = self._value(described.form, (*token, name), inner, (*address, name))
        return replace(values[MINE], **merged)

    # ------------------------------------------------------------ lists

    def _list(self, form: ListOf, token: Token, lists: Sequence[Sequence[Any]], address: Address) -> Any:
        mine = lists[MINE]
        start = len(self.changes)
        slots = self.alignment.slots[token]
        items: dict[int, Any] = {}
        for number, slot in enumerate(slots):
            values = [None if at is None else lists[side][at] for side, at in enumerate(slot.at)]
            here = (*token, number)
            if values[MINE] is not None and values[THEIRS] is not None:
                items[number] = self._item(form.item, here, values, (*address, slot.at[MINE] or 0))
            elif values[MINE] is not None and not self._is_taken_away(here, values):
                items[number] = values[MINE]
                if values[BASE] is not None:
                    self.won.add(here)
            elif values[THEIRS] is not None:
                if values[BASE] is None and not self.is_kept(here):
                    items[number] = values[THEIRS]
                else:
                    self.won.add(here)
        order = self._order(slots, token, items, untouched=tuple(lists[BASE]) == tuple(mine))
        self.orders[token] = order
        merged = tuple(items[number] for number in order)
        stay = staying(slots, order)
        if not merged or not stay:
            del self.changes[start:]
            if merged != tuple(mine):
                self.change("set" if merged else "remove", address, form, mine, merged)
            return merged
        self._move(form, slots, order, items, stay, address, mine)
        return merged

    def _is_taken_away(self, token: Token, values: Sequence[Any]) -> bool:
        """Say whether an item that extraction no longer finds goes: one that nobody has touched."""
        if token[0] == "sources" and values[MINE] not in self.drop:
            return False
        return bool(values[MINE] == values[BASE]) and not self.is_touched(token)

    def _order(self, slots: Sequence[Slot], token: Token, items: dict[int, Any], *, untouched: bool) -> list[int]:
        """Give the slots of a merged list in order: the person's, what is new after what it follows in the article."""
        theirs = [n for _, n in sorted((s.at[THEIRS], n) for n, s in enumerate(slots) if s.at[THEIRS] is not None)]
        theirs = [n for n in theirs if n in items]
        if untouched and len(theirs) == len(items) and not self.is_touched(token):
            return theirs
        order = [n for _, n in sorted((s.at[MINE], n) for n, s in enumerate(slots) if s.at[MINE] is not None)]
        order = [n for n in order if n in items]
        for position, number in enumerate(theirs):
            if number not in order:
                before = theirs[position - 1] if position else None
                after = next((n for n in theirs[position:] if n in order), None)
                first = len(order) if after is None else order.index(after)
                order.insert(first if before is None else order.index(before) + 1, number)
        return order

    def _move(
        self,
        form: ListOf,
        slots: Sequence[Slot],
        order: Sequence[int],
        items: dict[int, Any],
        stay: set[int],
        address: Address,
        mine: Sequence[Any],
    ) -> None:
        """Note which items go and which come, an item that moves doing both."""
        for number, slot in enumerate(slots):
            at = slot.at[MINE]
            if at is not None and number not in stay:
                # What it was to become goes with it.
                self.changes = [c for c in self.changes if c.address[: len(address) + 1] != (*address, at)]
                self.change("remove", (*address, at), form.item, mine[at], None)
        for position, number in enumerate(order):
            if number not in stay:
                later = [slots[n].at[MINE] for n in order[position:] if n in stay]
                before = later[0] if later and later[0] is not None else len(mine)
                self.change("insert", (*address, before), form.item, None, items[number])

    # ------------------------------------------------------------ what else is asked

    def change(self, kind: Kind, address: Address, form: Form, old: Any, new: Any) -> None:
        """Note a change."""
        before, after = (None if is_absent(v) else value_to_data(form, v) for v in (old, new))
        if kind == "insert":
            path = path_of(path_at(self.versions[MINE], address[:-1]), new, ())
        else:
            path = path_at(self.versions[MINE], address)
        self.changes.append(Change(kind, address, new, path, before, after))

    def is_kept(self, token: Token) -> bool:
        """Say whether a person has settled a value."""
        return any(token[: len(kept)] == kept for kept in self.kept)

    def is_touched(self, token: Token) -> bool:
        """Say whether a person has said something about a value, what it is part of, or a part of it."""
        return any(related(token, touched) for touched in self.touched)

    def order_of(self, token: Token) -> list[int]:
        """Give the slots of a merged list, in order."""
        return self.orders.get(token, [])

    def merged_address(self, token: Token) -> Address:
        """Give the address in the merged record of a value that is in it."""
        address: Address = ()
        for at, step in enumerate(token):
            address = (*address, self.order_of(token[:at]).index(step) if isinstance(step, int) else step)
        return address

    def is_there(self, token: Token) -> bool:
        """Say whether the items on the way to a value are in the merged record."""
        return all(step in self.order_of(token[:at]) for at, step in enumerate(token) if isinstance(step, int))

    def quote_for(self, token: Token) -> str | None:
        """Give the words on which a proposed value rests."""
        theirs = self.versions[THEIRS]
        found: list[tuple[int, Evidence]] = []
        for path, quotes in theirs.evidence.items():
            for other in self.tokens(path, (THEIRS,)):
                if related(token, other) and quotes:
                    found.append((len(other), quotes[0]))
        return max(found, key=lambda pair: pair[0])[1].quote if found else None

    def is_won(self, token: Token) -> bool:
        """Say whether a person's version of a value, or of a part of it, stands against what extraction says."""
        return any(related(token, won) for won in self.won)

    def was_taken_away(self, token: Token) -> bool:
        """Say whether a value was part of an item that the merge takes out of the brief."""
        for at, step in enumerate(token):
            if isinstance(step, int) and step not in self.order_of(token[:at]):
                return self.alignment.slots[token[:at]][step].at[MINE] is not None
        return False

    def tokens(self, path: str, sides: Iterable[int]) -> set[Token]:
        """Give the tokens of what a path means in some of the versions."""
        if "[" not in path:
            return {tuple(path.split("."))}
        return {
            self.alignment.token_of(side, address) for side in sides for address in addresses(self.versions[side], path)
        }

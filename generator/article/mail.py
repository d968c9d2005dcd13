"""Mail: a newsletter or a forwarded article, its headers and its text part, or its page part where it has no other."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from generator.article.decode import clean
from generator.article.finish import finished
from generator.article.make import make_article
from generator.article.model import Article
from generator.article.page import read_html
from generator.errors import ArticleError, Location

_PREFIX = re.compile(r"(?:\s*(?:fwd?|fw|re|aw|wg|tr)\s*:)+\s*", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_FORWARDED = re.compile(
    r"^[-—_ >]*(?:begin )?(?:forwarded|original) message[-—_: ]*$\s*"
    r"(?:^[>\s]*(?:from|date|sent|subject|to|cc)\s*:.*\n?)+",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


def read_eml(
    data: bytes,
    location: Location | None = None,
    *,
    published: datetime.date | None = None,
    url: str | None = None,
) -> Article:
    """Read a mail message.

    Its subject is the headline. Its date counts where the text has none of its own. Who sent it is taken for the
    publisher of a newsletter, else for the author; who forwarded it is neither.

    Raises:
        ArticleError: It has no text, or text that cannot be read.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"] or message["Date"]):
        raise ArticleError("this is no mail message: it has no From, Subject or Date; save it as .txt", location)
    subject = " ".join(str(message["Subject"] or "").split())
    forwarded = bool(_PREFIX.match(subject))
    title = _PREFIX.sub("", subject, count=1) if forwarded else subject
    sent = published or _sent(message)
    sender = None if forwarded else parseaddr(str(message["From"] or ""))[0] or None
    part = message.get_body(("plain", "html"))
    if part is None:
        raise ArticleError("this mail has no text; save the article's text as .txt", location)
    content = _content(part, location)
    if part.get_content_subtype() == "html":
        return read_html(content, location=location, title=title or None, published=sent, publisher=sender, url=url)
    text = _SIGNATURE.sub("", clean(content))
    text = _QUOTED.sub("", text) if forwarded else text
    opening = _FORWARDED.search(text)
    text = text[opening.end() :] if opening else text
    text = text.strip("\n")
    found = make_article(text, title=title or None, published=published, url=url)
    day = found.published or sent
    by_letter = bool(found.author or message["List-Id"] or message["List-Unsubscribe"])
    article = make_article(
        text,
        title=title or None,
        published=day,
        url=url,
        publisher=found.publisher or (sender if by_letter else None),
        author=found.author or (None if by_letter else sender),
    )
    return finished(article, location)


def _sent(message: EmailMessage) -> datetime.date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError):
        return None


def _content(part: MIMEPart, location: Location | None) -> str:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError) as error:
        raise ArticleError(f"this mail's text cannot be read: {error}; save it as UTF-8 .txt", location) from None
    return str(content)

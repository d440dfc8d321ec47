"""docx2python as a second, independent witness of the text: a disagreement is a finding."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from docx2python import docx2python
from docx2python.iterators import iter_paragraphs
from lxml import etree

from appendix_pipeline.model.document import Document
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.readers.names import MC, W
from appendix_pipeline.text import clean

# What docx2python adds of its own: note and picture markers, tags of links and of signs in
# symbol fonts; list numbers.
_MARKERS = re.compile(
    r"----Image alt text---->[^\n]*?<|----[^\n]*?----|</?a[^>]*>"
    r"|<span style=font-family:[^<]*</span>"
)
_LIST_NUMBER = re.compile(r"(?m)^\t*(?:--|[\w.]+\))\t")
# Properties hold no text: without them docx2python takes a third of the time, and no span of a cell
# can keep it busy for ever. Of two ways to draw a text box it would read both.
_LEFT_OUT = (
    *(f"{W}{name}" for name in (
        "rPr", "pPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr", "bookmarkStart", "bookmarkEnd",
        "proofErr", "lastRenderedPageBreak",
    )),
    f"{MC}Fallback",
)  # fmt: skip
_TEXTS = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_MOST_WORDS = 12


def compare(data: bytes, document: Document, most: int, note: Sink) -> None:
    """Note which words only one of the two readings has.

    Word counts are compared, not cells: the two disagree by nature on merged cells, never on
    which words there are. A document of more than `most` elements that may hold text is not read
    a second time.
    """
    ours = [
        word
        for each in document.paragraphs()
        if each.where.part != "comments"
        for word in each.text.split()
    ]
    try:
        package, elements = _text_only(data)
        if elements > most:
            reason = f"{elements} > {most}"
            note(Diagnostic("witness-skipped", details={"reason": reason}))
            return
        theirs = list(_words(package))
    except (KeyError, ValueError, AttributeError, IndexError) as error:
        # docx2python stops on legal files too, for instance a part that does not declare "r".
        note(Diagnostic("witness-skipped", details={"reason": repr(error)}))
        return
    missing, added = _more(theirs, ours), _more(ours, theirs)
    if missing or added:
        details = {"only_witness": _sample(missing), "only_reader": _sample(added)}
        note(Diagnostic("witness-disagrees", details=details))


def _more(words: list[str], others: list[str]) -> list[str]:
    """Return the words that occur more often than among the others.

    docx2python leaves out hyphens that do not break; signs of symbol fonts only we can see.
    """
    left = Counter(word.replace("-", "") for word in words)
    left -= Counter(word.replace("-", "") for word in others)
    return sorted({word for word in words if left[word.replace("-", "")] and _is_word(word)})


def _words(package: bytes) -> Iterator[str]:
    with (
        warnings.catch_warnings(action="ignore"),  # it warns of comments in the XML
        docx2python(BytesIO(package), duplicate_merged_cells=False) as read,
    ):
        for paragraph in iter_paragraphs(read.document):
            yield from clean(_LIST_NUMBER.sub(" ", _MARKERS.sub("", paragraph))).split()


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word))


def _text_only(data: bytes) -> tuple[bytes, int]:
    """Return the package with the properties taken out of its texts, and how many elements stay."""
    buffer = BytesIO()
    elements = 0
    with ZipFile(BytesIO(data)) as package, ZipFile(buffer, "w", ZIP_STORED) as copy:
        for name in package.namelist():
            content = package.read(name)
            if _TEXTS.fullmatch(name):
                content, left = _stripped(content)
                elements += left
            copy.writestr(name, content)
    return buffer.getvalue(), elements


def _stripped(content: bytes) -> tuple[bytes, int]:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, remove_comments=True))
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    return etree.tostring(root, encoding="UTF-8"), sum(1 for _ in root.iter())


def _sample(words: list[str]) -> str:
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")

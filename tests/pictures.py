"""Pages as small grey pictures; `python tests/pictures.py` draws those that are compared anew."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import assignments, pdf, summary
from samples import dataset
from variants import ALL

FOLDER = Path(__file__).parent / "writers" / "pictures"
DPI = 60
# Sixteen greys keep the shape of letters and half the size.
GREYS = 16
# Which pages of which shape are looked at; -1 is the last.
PAGES: dict[str, tuple[int, ...]] = {
    "one task": (1,),
    "31 tasks": (1, 2, -1),
    "300 tasks": (1, -1),
    "long cells": (1,),
    "long words": (1,),
    "nine more columns": (1,),
    "no coordinating column": (1,),
    "three levels": (1,),
    "40 notes": (1, 2),
    "a task of two pages": (1, 2),
    "summary": (1,),
    "assignment": (1, -1),
}


def printed(shape: str) -> bytes:
    """Return the PDF of a shape: the annex, unless the shape is another document."""
    options = WriteOptions()
    if shape == "summary":
        return summary.write(dataset(), options)
    if shape == "assignment":
        return assignments.write(dataset(), options)["Phòng Văn hóa - Xã hội.pdf"]
    return pdf.write(ALL[shape](), options)


def render(data: bytes, page: int) -> Image.Image:
    """Return a page of a PDF (from 1, or -1) in greys, at 60 dpi."""
    document = pypdfium2.PdfDocument(data)
    drawn = document[page - 1 if page > 0 else len(document) + page]
    picture: Image.Image = drawn.render(scale=DPI / 72, grayscale=True).to_pil()
    return picture.convert("L")


def name(shape: str, page: int) -> str:
    """Return the file name of a picture."""
    return f"{shape.replace(' ', '-')}-{page if page > 0 else 'last'}.png"


def all_pictures() -> Iterator[tuple[str, Image.Image]]:
    """Yield every picture as it is now, with its name."""
    for shape, pages in PAGES.items():
        data = printed(shape)
        for page in pages:
            yield name(shape, page), render(data, page)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, picture in all_pictures():
        picture.quantize(GREYS, dither=Image.Dither.NONE).save(FOLDER / file, optimize=True)

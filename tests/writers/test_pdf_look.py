"""Pages look as they did when somebody looked at them: compared with reviewed pictures.

Tolerance: a picture is right when no square of 12 pixels (5 mm) differs by more than 40 of 255
greys on average. Another rasteriser or 16 greys for 256 stay far below that; a word that moves,
a border that is missing or a line broken elsewhere is above. `make golden` draws them anew: look
at each that changed, at full size, before committing it.
"""

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from pictures import FOLDER, PAGES, name, printed, render

SQUARE = 12
MOST = 40


def worst(one: Image.Image, two: Image.Image) -> int:
    """Return the greatest mean difference in greys of any square of two pictures."""
    difference = ImageChops.difference(one, two)
    small = difference.resize((one.width // SQUARE, one.height // SQUARE), Image.Resampling.BOX)
    _, most = small.getextrema()
    assert isinstance(most, int)
    return most


@pytest.mark.parametrize("shape", PAGES)
def test_pages_look_as_they_were_reviewed(shape: str, tmp_path: Path) -> None:
    data = printed(shape)
    for page in PAGES[shape]:
        now = render(data, page)
        now.save(tmp_path / name(shape, page))  # for who has to look
        reviewed = Image.open(FOLDER / name(shape, page)).convert("L")
        assert now.size == reviewed.size
        assert worst(now, reviewed) <= MOST, name(shape, page)


def test_no_picture_is_left_from_a_shape_that_is_gone() -> None:
    expected = {name(shape, page) for shape, pages in PAGES.items() for page in pages}
    assert {each.name for each in FOLDER.iterdir()} == expected


def test_a_missing_border_or_a_moved_word_is_seen() -> None:
    reviewed = Image.open(FOLDER / name("31 tasks", 1)).convert("L")
    erased = reviewed.copy()
    ImageDraw.Draw(erased).rectangle((60, 150, 640, 162), fill=255)
    moved = reviewed.copy()
    moved.paste(reviewed.crop((100, 160, 300, 180)), (103, 160))
    assert worst(reviewed, erased) > MOST
    assert worst(reviewed, moved) > MOST


def test_the_pictures_are_small() -> None:
    sizes = [each.stat().st_size for each in FOLDER.iterdir()]
    assert sum(sizes) < 500_000

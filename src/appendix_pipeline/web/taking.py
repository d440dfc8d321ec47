"""The documents and data of an appendix, to take away."""

from io import BytesIO
from pathlib import PurePath
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from appendix_pipeline.options import WriteOptions
from appendix_pipeline.output import safe_name
from appendix_pipeline.rules import load
from appendix_pipeline.web.document import found
from appendix_pipeline.writers import write


async def take(request: Request) -> Response:
    """Return one appendix in the format asked for, as a file to keep."""
    name = request.path_params["format"]
    if name not in load("page")["formats"]:
        raise HTTPException(404)
    opened = await found(request, request.path_params["appendix"])
    stem = safe_name(PurePath(opened.entry.name).stem)
    if opened.count > 1:
        stem += f"-{opened.subject.appendix}"
    options = WriteOptions(request.app.state.pages.lang)
    made = await to_thread.run_sync(write, name, opened.dataset, stem, options)
    file, content = _single(made, stem)
    disposition = f"attachment; filename*=UTF-8''{quote(file)}"
    return Response(
        content, media_type="application/octet-stream", headers={"content-disposition": disposition}
    )


def _single(made: dict[str, bytes], stem: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the only file, or of an archive that holds all of them."""
    if len(made) == 1:
        ((path, content),) = made.items()
        return PurePath(path).name, content
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for path, content in made.items():
            archive.writestr(ZipInfo(path), content, ZIP_DEFLATED)
    return f"{stem}.zip", held.getvalue()

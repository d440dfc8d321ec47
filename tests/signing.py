"""Signing a PDF for the tests: pyHanko with a certificate made on the spot."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.scaleUpem import scale_upem  # type: ignore[import-untyped]
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext

FIELD = "ChuKySo"
# What the decree has shown: number and symbol, time of signing in ISO 8601, 10 pt, no image.
SHOWN = "Số: 12/KH-UBND; 05/11/2025;\n14:30:05 +07:00"
FACE = files("appendix_pipeline").joinpath("fonts", "PhuLucSerif-Regular.ttf")


@cache
def _signer() -> SimpleSigner:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "UBND xã Hải Hưng (thử)")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.KeyUsage(*[True, True, *[False] * 7]), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"test", key, certificate, None, serialization.NoEncryption()
    )
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(packed, other_certs=[])
    assert signer is not None
    return signer


def _stamp(folder: Path) -> TextStampStyle:
    """Return the look of the decree in our own font, whose widths pyHanko takes per 1,000."""
    face = folder / "face.ttf"
    with FACE.open("rb") as stream:
        font = TTFont(stream)
        scale_upem(font, 1000)
        font.save(face)
    style = TextBoxStyle(font=GlyphAccumulatorFactory(str(face)), font_size=10, border_width=0)
    return TextStampStyle(stamp_text=SHOWN, text_box_style=style, border_width=0, background=None)


def signed(pdf: bytes, folder: Path) -> bytes:
    """Return `pdf` signed in its empty field, with a visible text; `folder` is for a font."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    meta = PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    signer = PdfSigner(meta, _signer(), stamp_style=_stamp(folder))
    out: Any = signer.sign_pdf(writer, existing_fields_only=True)
    return bytes(out.getvalue())


def items(array: Any) -> list[Any]:
    """Return what is in a PDF array of pyHanko, references followed."""
    return [array[at] for at in range(len(array))]


def validated(pdf: bytes) -> PdfSignatureStatus:
    """Return what pyHanko says of the one signature of `pdf`, our certificate being trusted."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    trusted = ValidationContext(trust_roots=[_signer().signing_cert])
    return validate_pdf_signature(signature, trusted)

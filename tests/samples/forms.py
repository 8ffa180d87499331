"""Forms as programs fill them in: with values but nothing drawn for them, with ticks, lists and notes of reviewers."""

import io

import pikepdf

from tests.samples.pages import Put, page_of, saved

EMPTY = b""


def form(*, appearances: bool = False) -> bytes:
    """A form with each kind of field. ``appearances``: drawn by the program that filled it in."""
    labels = [
        Put(72, 700, "Surname:"),
        Put(72, 660, "Express delivery"),
        Put(72, 640, "Standard delivery"),
        Put(72, 600, "City:"),
        Put(72, 560, "Colour:"),
        Put(72, 480, "Remarks"),
        Put(72, 380, "Signed on the third of May."),
    ]
    with pikepdf.open(io.BytesIO(page_of(labels))) as pdf:
        page = pdf.pages[0]
        fields = _fields(pdf, page)
        notes = _notes(pdf)
        page.obj.Annots = pikepdf.Array([*fields, *notes])
        font = pdf.make_indirect(pikepdf.Object.parse(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"))
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(fields),
            NeedAppearances=not appearances,
            DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
        )
        if appearances:
            fields[0].AP = pikepdf.Dictionary(N=_drawn(pdf, "Okonkwo", font))
        return saved(pdf)


def _fields(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[pikepdf.Object]:
    text, button, choice = pikepdf.Name.Tx, pikepdf.Name.Btn, pikepdf.Name.Ch
    string, on = pikepdf.String, pikepdf.Name.Yes
    tick = pikepdf.Dictionary(N=pikepdf.Dictionary(Yes=_tick(pdf), Off=pdf.make_stream(EMPTY)))
    cities = pikepdf.Array([string("Riga"), string("Tbilisi")])
    colours = pikepdf.Array([string("red"), string("green"), string("blue")])
    wanted = [
        {"FT": text, "V": string("Okonkwo"), "Rect": [160, 695, 360, 712]},
        {"FT": button, "V": on, "AS": on, "Rect": [50, 658, 62, 670], "AP": tick},
        {"FT": button, "AS": pikepdf.Name.Off, "Rect": [50, 638, 62, 650], "AP": tick},
        {"FT": choice, "Ff": 1 << 17, "V": string("Tbilisi"), "Opt": cities, "Rect": [160, 595, 360, 612]},
        {"FT": choice, "V": string("green"), "I": pikepdf.Array([1]), "Opt": colours, "Rect": [160, 520, 360, 572]},
        {"FT": text, "Ff": 1 << 12, "V": string("Leave it\nat the gate"), "Rect": [160, 440, 360, 490]},
        {"FT": button, "Ff": 1 << 16, "MK": pikepdf.Dictionary(CA=string("Reset")), "Rect": [400, 380, 460, 400]},
        {"FT": text, "F": 2, "V": string("Hidden value"), "Rect": [400, 600, 500, 612]},
    ]
    fields = []
    for number, keys in enumerate(wanted):
        look = pikepdf.String("/Helv 10 Tf 0 g")
        given = {"F": 4, "DA": look, "T": string(f"field{number}"), "P": page.obj, **keys}
        fields.append(
            pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Type=pikepdf.Name.Annot, **given))
        )
    return fields


def _notes(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """What a reviewer wrote on the page, and beside it."""
    kinds = ((pikepdf.Name.FreeText, [300, 700, 500, 720]), (pikepdf.Name.Text, [300, 730, 320, 750]))
    keys = {"Type": pikepdf.Name.Annot, "F": 4, "DA": pikepdf.String("/Helv 10 Tf 0 g")}
    contents = pikepdf.String("Reviewer says no")
    notes = [pikepdf.Dictionary(Subtype=kind, Contents=contents, Rect=rect, **keys) for kind, rect in kinds]
    return [pdf.make_indirect(note) for note in notes]


def _tick(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The tick as programs draw it: a figure of a font of signs, which reads as one."""
    font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>")
    return _form(pdf, b"BT /Za 10 Tf 1 2 Td (4) Tj ET", pikepdf.Dictionary(Za=pdf.make_indirect(font)))


def _drawn(pdf: pikepdf.Pdf, value: str, font: pikepdf.Object) -> pikepdf.Object:
    return _form(pdf, f"BT /Helv 10 Tf 2 4 Td ({value}) Tj ET".encode(), pikepdf.Dictionary(Helv=font), width=200)


def _form(pdf: pikepdf.Pdf, content: bytes, fonts: pikepdf.Dictionary, *, width: int = 12) -> pikepdf.Object:
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox, stream.Resources = pikepdf.Array([0, 0, width, 20]), pikepdf.Dictionary(Font=fonts)
    return stream

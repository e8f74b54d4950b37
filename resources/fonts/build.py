"""Makes the embedded fonts. README.md says from what and why.

usage: build.py FOLDER-OF-inter-ui FOLDER-OF-lucide-static
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FAMILY = "Attendant Sans"
WEIGHTS = {"Regular": 400, "SemiBold": 600}

# Latin, its extensions, combining marks, Greek, Cyrillic, Vietnamese, punctuation, currencies, letterlike, arrows, shapes.
TEXT = [
    (0x0020, 0x024F), (0x02B0, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F), (0x1E00, 0x1EFF), (0x2000, 0x206F),
    (0x20A0, 0x20C0), (0x2116, 0x2122), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x25A0, 0x25FF),
    (0x2600, 0x26FF), (0x2700, 0x27BF),
]

# The icons of src/app/icons.rs, at the code points that file names.
ICONS = {
    "search": 0xE001, "chevron-left": 0xE002, "chevron-right": 0xE003, "refresh-cw": 0xE004, "circle-question-mark": 0xE005,
    "x": 0xE006, "circle-alert": 0xE007, "triangle-alert": 0xE008, "info": 0xE009, "user-round-x": 0xE011, "copy": 0xE012,
}


def rename(font, family, style):
    name = font["name"]
    name.names = [n for n in name.names if n.nameID in (0, 5, 13, 14)]
    full = f"{family} {style}".replace(" Regular", "")
    postscript = f"{family.replace(' ', '')}-{style}"
    legacy = (family, "Regular") if style == "Regular" else (f"{family} {style}", "Regular")
    for number, text in [(1, legacy[0]), (2, legacy[1]), (3, postscript), (4, full), (6, postscript), (16, family), (17, style)]:
        name.setName(text, number, 3, 1, 0x409)


def tabular_figures(font):
    """Lets the character map point to the glyphs of the feature `tnum`, so that figures align without asking."""
    swap = {}
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                    swap.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])


def cut(font, codes, features):
    options = subset.Options(layout_features=features, name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def main(inter, lucide):
    for style in WEIGHTS:
        font = TTFont(Path(inter) / "web" / f"Inter-{style}.woff2", recalcTimestamp=False)
        font.flavor = None
        tabular_figures(font)
        cut(font, [c for a, b in TEXT for c in range(a, b + 1)], ["kern", "mark", "mkmk", "ccmp", "calt", "locl"])
        rename(font, FAMILY, style)
        font.save(HERE / f"AttendantSans-{style}.ttf")

    font = TTFont(Path(lucide) / "font" / "lucide.ttf", recalcTimestamp=False)
    points = json.loads((Path(lucide) / "font" / "codepoints.json").read_text())
    glyphs = font.getBestCmap()
    wanted = {code: glyphs[points[icon]] for icon, code in ICONS.items()}
    for table in font["cmap"].tables:
        table.cmap = dict(wanted)
    cut(font, list(wanted), [])
    rename(font, "Attendant Icons", "Regular")
    font.save(HERE / "AttendantIcons.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])

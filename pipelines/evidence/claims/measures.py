"""Units of quantities: what each is called, what it measures, and how it converts within its kind."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``value * factor`` is in the base of its ``kind``. Two units convert only within one kind."""

    name: str
    kind: str
    factor: float = 1.0


# kind: name factor: spellings. Days and months do not convert into each other: a month has no fixed length.
_TABLE = """
time: ms .001: ms millisecond milliseconds | second 1: s sec secs second seconds
time: minute 60: min mins minute minutes
time: hour 3600: h hr hrs hour hours | day 86400: day days | week 604800: week weeks
time: fortnight 1209600: fortnight fortnights
months: month 1: month months | year 12: year years yr yrs
months: decade 120: decade decades | century 1200: century centuries
length: nm 1e-9: nm | um 1e-6: µm | mm .001: mm millimetre millimetres millimeter millimeters
length: cm .01: cm centimetre centimetres centimeter centimeters | metre 1: m metre metres meter meters
length: km 1000: km kilometre kilometres kilometer kilometers | inch .0254: inch inches | foot .3048: foot feet ft
length: yard .9144: yard yards | mile 1609.344: mile miles
mass: mg 1e-6: mg milligram milligrams | g .001: g gram grams gramme grammes
mass: kg 1: kg kilo kilos kilogram kilograms kilogramme kilogrammes | t 1000: t tonne tonnes ton tons
mass: lb .45359237: lb lbs
volume: ml .001: ml millilitre millilitres milliliter milliliters | cl .01: cl | litre 1: l litre litres liter liters
area: cm2 1e-4: cm² | m2 1: m² m2 sqm | hectare 1e4: ha hectare hectares | km2 1e6: km² km2
cubic: m3 1: m³ m3
celsius: celsius 1: °c °C ℃ degree degrees ° | fahrenheit: fahrenheit 1: °f °F ℉ fahrenheit
percent: percent 1: % percent pct prozent
bytes: KB 1e3: kb KB kB | MB 1e6: mb MB | GB 1e9: gb GB | TB 1e12: tb TB
power: W 1: W watt watts | kW 1e3: kW kilowatt kilowatts | MW 1e6: MW megawatt megawatts
energy: kWh 1: kWh | MWh 1e3: MWh
voltage: mV .001: mV | V 1: V volt volts | kV 1e3: kV | current: mA .001: mA | A 1: A amp amps ampere amperes
frequency: Hz 1: Hz hertz | kHz 1e3: kHz | MHz 1e6: MHz | GHz 1e9: GHz
pressure: mbar .001: mbar millibar | bar 1: bar bars | rate: rpm 1: rpm
speed: kmh 1: km/h kph | mph 1.609344: mph
euro: euro 1: € eur EUR euro euros | dollar: dollar 1: $ usd USD dollar dollars | sterling: sterling 1: £ gbp GBP
cent: cent 1: cent cents ct | franc: franc 1: chf CHF franc francs | crown: crown 1: kr crown crowns sek nok dkk
times: times 1: times | pound: pound 1: pound pounds | ordinal: ordinal 1: st nd rd th
"""
# Two words that are one unit.
_PAIRS = {
    "square metres": "m2", "square metre": "m2", "square meters": "m2", "square meter": "m2",
    "square kilometres": "km2", "square kilometre": "km2", "square kilometers": "km2", "square centimetres": "cm²",
    "cubic metres": "m3", "cubic metre": "m3", "cubic meters": "m3", "per cent": "percent",
    "degrees celsius": "°c", "degree celsius": "°c", "degrees fahrenheit": "°f",
}  # fmt: skip


def _units() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        kind = ""
        for entry in line.split(" | "):
            parts = entry.split(": ")
            kind = parts[0] if len(parts) == 3 else kind
            name, factor = parts[-2].split()
            found |= {spelling: Unit(name, kind, float(factor)) for spelling in parts[-1].split()}
    return found | {pair: found[unit] for pair, unit in _PAIRS.items()}


_BY_SPELLING = _units()
_SIGNS = sorted(_BY_SPELLING, key=len, reverse=True)
_LONG = 4


def _alternatives(spellings: list[str]) -> str:
    return "|".join(re.escape(spelling).replace(r"\ ", r"\s+") for spelling in spellings)


# Words in any case, signs and abbreviations (m, V, kWh) as they are written.
SPELLINGS = (
    f"(?i:{_alternatives([one for one in _SIGNS if len(one) >= _LONG])})"
    f"|(?-i:{_alternatives([one for one in _SIGNS if len(one) < _LONG])})"
)
CURRENCY = r"€|\$|£|EUR|USD|GBP|CHF"


def unit(spelling: str) -> Unit | None:
    """The unit of a spelling; letters that stand alone (m, V) keep their case, words do not."""
    spelling = " ".join(spelling.split())
    return _BY_SPELLING.get(spelling) or _BY_SPELLING.get(spelling.lower())

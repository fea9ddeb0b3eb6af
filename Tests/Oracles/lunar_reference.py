#!/usr/bin/env python3
"""Computes the Vietnamese lunar calendar and the solar terms 1900-2199 with PyEphem, independently of this program.

    python3 Tests/Oracles/lunar_reference.py Tests/BroadcastCoreTests/Reference

writes lunar-months.tsv (first day, lunar year, month with n for a leap month, local time of the new moon, ephem's
delta T in seconds) and solar-terms.tsv (year, then the local MMDDhhmm of the 24 terms from Tieu han on). Needs ephem:
`apt install python3-ephem` or `pip install ephem`. It takes about half a minute.
"""

import math
import sys
from pathlib import Path

try:
    import ephem
except ImportError:
    sys.exit("ephem is missing: apt install python3-ephem, or pip install ephem")

HANOI = 7 / 24  # UTC+7, in days
FIRST_YEAR, LAST_YEAR = 1900, 2199
MINUTE = 1 / 1440


def day_number(instant):
    """The local date as a whole number of days; ephem counts from noon UT."""
    return math.floor(instant + 0.5 + HANOI)


def day_text(day, template="%04d-%02d-%02d"):
    return template % ephem.Date(day - 0.5 + 1e-6).tuple()[:3]


def clock(instant, step):
    """Local year, month, day, hour, minute, second; rounded down to a step of a day, so that the date is true."""
    local = ephem.Date(math.floor((instant + HANOI) / step) * step + 1e-7)
    return local.tuple()


def solar_longitude(instant):
    sun = ephem.Sun()
    sun.compute(instant, epoch=instant)
    apparent = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=instant)
    return math.degrees(ephem.Ecliptic(apparent, epoch=instant).lon)


def term_instant(year, index):
    """Term 0 is Tieu han, 285 degrees, in January."""
    target = (285 + 15 * index) % 360
    instant = ephem.Date("%d/1/6" % year) + 15.2184 * index
    for _ in range(8):
        lack = (target - solar_longitude(ephem.Date(instant)) + 180) % 360 - 180
        instant += lack * 365.2425 / 360
    return instant


def new_moons():
    moons = []
    instant = ephem.Date("%d/10/1" % (FIRST_YEAR - 2))
    while instant < ephem.Date("%d/2/1" % (LAST_YEAR + 2)):
        instant = ephem.next_new_moon(instant)
        moons.append(float(instant))
    return moons


def months():
    moons = new_moons()
    days = [day_number(moon) for moon in moons]
    month11 = {}
    for year in range(FIRST_YEAR - 2, LAST_YEAR + 2):
        solstice = day_number(term_instant(year, 23))
        month11[year] = max(i for i, day in enumerate(days) if day <= solstice)
    for year in range(FIRST_YEAR - 2, LAST_YEAR + 1):
        start, end = month11[year], month11[year + 1]
        leap = None
        if end - start == 13:
            signs = [
                int(solar_longitude(ephem.Date(days[i] - 0.5 - HANOI)) // 30) for i in range(start, end + 1)
            ]
            leap = next(i for i in range(13) if signs[i] == signs[i + 1])
        ordinal = -1
        for i in range(end - start):
            if i != leap:
                ordinal += 1
            name = "%d%s" % ((ordinal + 10) % 12 + 1, "n" if i == leap else "")
            yield days[start + i], year + (ordinal >= 2), name, moons[start + i]


def main(folder):
    with open(folder / "lunar-months.tsv", "w") as file:
        for day, year, name, moon in months():
            if FIRST_YEAR <= year <= LAST_YEAR:
                time = "%02d:%02d:%02d" % clock(moon, 1 / 86400)[3:]
                print(day_text(day), year, name, time, "%.1f" % ephem.delta_t(ephem.Date(moon)), sep="\t", file=file)
    with open(folder / "solar-terms.tsv", "w") as file:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            terms = ["%02d%02d%02d%02d" % clock(term_instant(year, i), MINUTE)[1:5] for i in range(24)]
            print(year, *terms, sep="\t", file=file)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

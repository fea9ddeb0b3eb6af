#!/usr/bin/env python3
"""Random RFC 5545 recurrence rules of the accepted subset, expanded by python-dateutil.

    python3 Tests/Oracles/rrule_oracle.py expand COUNT SEED
        prints one rule a line: DTSTART, RRULE, first date, last date, and the dates between them (no more than 100)
    python3 Tests/Oracles/rrule_oracle.py time COUNT SEED
        prints DTSTART and RRULE a line, then `# cpu SECONDS dates NUMBER` for expanding them over a year

Needs python-dateutil: `apt install python3-dateutil` or `pip install python-dateutil`.
"""

import datetime
import itertools
import random
import sys
import time

try:
    from dateutil.rrule import rrulestr
except ImportError:
    sys.exit("python-dateutil is missing: apt install python3-dateutil, or pip install python-dateutil")

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
YEARS_AHEAD = {"DAILY": 3, "WEEKLY": 6, "MONTHLY": 12, "YEARLY": 40}
MOST_DATES = 100


def some(rng, values, most):
    return sorted(rng.sample(values, rng.randint(1, most)), key=lambda value: rng.random())


def random_rule(rng, start):
    """A rule of the subset: no plain weekdays next to numbered ones, on which dateutil departs from the RFC."""
    freq = rng.choice(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"])
    parts = ["FREQ=" + freq]
    if rng.random() < 0.5:
        parts.append("INTERVAL=%d" % rng.choice([1, 2, 2, 3, 4, 5, 7, 13]))
    end = rng.random()
    if end < 0.25:
        parts.append("COUNT=%d" % rng.randint(1, 60))
    elif end < 0.5:
        until = start + datetime.timedelta(rng.randrange(-10, 3000))
        parts.append("UNTIL=" + until.strftime("%Y%m%d"))
    if rng.random() < 0.4:
        parts.append("WKST=" + rng.choice(DAYS))
    by = []
    if rng.random() < 0.35:
        by.append("BYMONTH=" + ",".join(map(str, some(rng, range(1, 13), 4))))
    if freq != "WEEKLY" and rng.random() < 0.4:
        days = [day for day in range(-31, 32) if day]
        by.append("BYMONTHDAY=" + ",".join(map(str, some(rng, days, 4))))
    if rng.random() < 0.55:
        numbered = freq in ("MONTHLY", "YEARLY") and rng.random() < 0.5
        by.append("BYDAY=" + ",".join(some_days(rng, freq, numbered, "BYMONTH" in "".join(by))))
    if by and rng.random() < 0.35:
        positions = [1, 2, 3, 4, 5, 10, 30, -1, -2, -3, -8, 366, -366]
        by.append("BYSETPOS=" + ",".join(map(str, some(rng, positions, 3))))
    rng.shuffle(by)
    return ";".join(parts + by)


def some_days(rng, freq, numbered, within_month):
    days = some(rng, DAYS, 4)
    if not numbered:
        return days
    most = 53 if freq == "YEARLY" and not within_month else 5
    return ["%d%s" % (rng.choice([-1, 1]) * rng.randint(1, most), day) for day in days]


def dates(start, rule, first, last):
    noon = datetime.datetime.combine(start, datetime.time())
    # dateutil looks for the next date up to this year, which takes minutes for a rule that never occurs.
    datetime.MAXYEAR = last.year
    found = (moment.date() for moment in rrulestr(rule, dtstart=noon))
    return [date for date in itertools.takewhile(lambda date: date <= last, found) if date >= first]


def expand(start, rule, first, last):
    found = dates(start, rule, first, last)
    if len(found) > MOST_DATES:
        found = found[:MOST_DATES]
        last = found[-1]
    return "\t".join([str(start), rule, str(first), str(last), ",".join(map(str, found))])


def cases(count, rng):
    for _ in range(count):
        start = datetime.date(1990, 1, 1) + datetime.timedelta(rng.randrange(40000))
        rule = random_rule(rng, start)
        years = YEARS_AHEAD[rule.split(";")[0][5:]]
        first = start + datetime.timedelta(rng.choice([-30, 0, rng.randrange(365 * years)]))
        last = first + datetime.timedelta(rng.randrange(365 * years))
        yield start, rule, first, last


def main(mode, count, seed):
    rng = random.Random(seed)
    if mode == "expand":
        for case in cases(count, rng):
            print(expand(*case))
    elif mode == "time":
        start, last = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)
        rules = [random_rule(rng, start) for _ in range(count)]
        begin = time.process_time()
        found = sum(len(dates(start, rule, start, last)) for rule in rules)
        seconds = time.process_time() - begin
        for rule in rules:
            print(start, rule, sep="\t")
        print("# cpu %.6f dates %d" % (seconds, found))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""gva.py INPUT > SYSTEM: killed, injured and the people of an incident from all its reports, for `score_misc.py counts`.

Of each report its main incident is taken, the first that is no background. Killed and injured: the number that most reports
give (of equals the greater; 0 where none gives any); the number of a report is its first without words for a part of the
whole, else its first. Of those who are told as shot or hit the killed of the report are taken off: such a count leaves open who
lives. So are, of the injured of a report that counts fewer killed than most, those who have died since. Names: persons who are accused or proceeded against, and victims that are actors, each named in full.
"""
import collections
import re
import sys

import gap
import ledgers


HIT = re.compile(r'\b(shot|shoots|shooting|gunshot|gunfire|hit|struck|stabbed|beaten)\b', re.I)
ROUNDUP = 3
BESIDE = re.compile(r'\b(another|other|others|second|third|fourth)\b', re.I)


def main_incident(ledger):
    return next((i for i in ledger['incidents'] if not i.get('background')), None)


def first(incident, what):
    rows = [f for f in incident.get('figures', []) if f['what'] == what and f.get('low') is not None]
    whole = [f for f in rows if not f.get('breakdown')]
    return (whole or rows)[0] if rows else None


def counts(ledger, text):
    """(killed, injured) of a report, None where it gives none"""
    incident = main_incident(ledger)
    if not incident:
        return None, None
    killed, injured = (first(incident, what) for what in ('killed', 'injured'))
    dead, hurt = (row and row['low'] for row in (killed, injured))
    if dead and hurt:
        words = text.encode()[slice(*injured['span'])].decode()
        if HIT.search(words) and not BESIDE.search(words) and hurt >= dead:
            hurt -= dead
    return dead, hurt


def survivors(killed, dead, hurt):
    """The injured of a report that counts `dead` where killed are so many by now. A death that it tells by name is no count:
    where it counts none dead, only one who was hurt alone is known to have died."""
    since = killed - (dead or 0)
    if not hurt or since <= 0 or since > hurt or (dead is None and hurt > 1):
        return hurt
    return hurt - since


def agreed(values):
    values = collections.Counter(v for v in values if v is not None)
    return max(values, key=lambda v: (values[v], v)) if values else 0


def involved(ledger):
    """Ids of the actors to whom the ledger gives a part in what happened. Where a report tells of more incidents than ROUNDUP,
    it is one on a weekend's shootings, and only its main one counts."""
    told = [i for i in ledger['incidents'] if not i.get('background')]
    told = told[:1] if len(told) > ROUNDUP else told
    ids = {s['target'] for s in ledger['statements'] if s.get('target') and s['act'] == 'accuse'}
    victims = []
    for incident in told:
        for kind, key in (('perpetrators', 'actor'), ('proceedings', 'who')):
            ids |= {row[key] for row in incident.get(kind, []) if row.get(key)}
        victims += [v['span'] for v in incident.get('victims', [])]
    return ids | {a['id'] for a in ledger['actors'] if any(gap.overlaps(m, v) for m in a['mentions'] for v in victims)}


def names(ledger):
    """Persons with a part; only one who is called by more than a first or a last name has a last name that is known."""
    parts = involved(ledger)
    return {a['name'] for a in ledger['actors'] if a.get('kind') == 'person' and a['id'] in parts and ' ' in a['name']}


def answer(example, found):
    read = [found[d['id']] for d in example['docs'] if d['id'] in found]
    pairs = [counts(found[d['id']], d['text']) for d in example['docs'] if d['id'] in found]
    killed = agreed(dead for dead, _ in pairs)
    return {'incident': example['incident'], 'killed': killed,
            'injured': agreed(survivors(killed, *pair) for pair in pairs), 'names': sorted(set().union(*map(names, read)))}


def main():
    examples = gap.lines(sys.argv[1])
    documents = {d['id']: {**d, 'published': d.get('date')} for e in examples for d in e['docs']}
    found = ledgers.read_texts(documents.values())
    ledgers.write(answer(e, found) for e in examples)


if __name__ == '__main__':
    main()

"""gva.py INPUT > SYSTEM: killed, injured and the people of an incident from all its reports, for `score_misc.py counts`.

Of each report its main incident is taken, the first that is no background. Killed and injured: the number that most reports
give (of equals the greater; 0 where none gives any); the number of a report is its first without words for a part of the
whole, else its first. Names: persons who are accused, suspected, charged or proceeded against, victims that are actors, and
who is named in full and more than once and never speaks: officials and witnesses speak, those whom it befell seldom.
"""
import collections
import sys

import gap
import ledgers


def main_incident(ledger):
    return next((i for i in ledger['incidents'] if not i.get('background')), None)


def count(incident, what):
    rows = [f for f in incident.get('figures', []) if f['what'] == what and f.get('low') is not None]
    whole = [f for f in rows if not f.get('breakdown')]
    return (whole or rows)[0]['low'] if rows else None


def agreed(values):
    values = collections.Counter(v for v in values if v is not None)
    return max(values, key=lambda v: (values[v], v)) if values else 0


def involved(ledger):
    """Ids of the actors to whom the ledger gives a part in what happened."""
    ids = {s['target'] for s in ledger['statements'] if s.get('target') and s['act'] in ('accuse', 'suspect', 'charge')}
    for incident in ledger['incidents']:
        for kind, key in (('perpetrators', 'actor'), ('victims', 'actor'), ('proceedings', 'who')):
            ids |= {row[key] for row in incident.get(kind, []) if row.get(key)}
    return ids


def names(ledger):
    parts, speak = involved(ledger), {s['actor'] for s in ledger['statements'] if s.get('actor')}
    persons = [a for a in ledger['actors'] if a.get('kind') == 'person']
    return {a['name'] for a in persons
            if a['id'] in parts or (a['id'] not in speak and ' ' in a['name'] and len(a['mentions']) > 1)}


def answer(example, found):
    read = [found[d['id']] for d in example['docs'] if d['id'] in found]
    main = [i for i in map(main_incident, read) if i]
    return {'incident': example['incident'], 'killed': agreed(count(i, 'killed') for i in main),
            'injured': agreed(count(i, 'injured') for i in main), 'names': sorted(set().union(*map(names, read)))}


def main():
    examples = gap.lines(sys.argv[1])
    documents = {d['id']: {**d, 'published': d.get('date')} for e in examples for d in e['docs']}
    found = ledgers.read_texts(documents.values())
    ledgers.write(answer(e, found) for e in examples)


if __name__ == '__main__':
    main()

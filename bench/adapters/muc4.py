"""muc4.py INPUT > SYSTEM: incidents as templates of MUC-4, for score_muc4.py. Only the text and the date of the input are read.

An incident that has no type of MUC-4 (storm, crash, police violence), and one that a report only recalls, gives none."""
import sys

import ledgers

# MUC-4 knows arson, attack, bombing, forced work stoppage, hijacking, kidnapping, robbery.
TYPES = {'bombing': 'bombing', 'explosion': 'bombing', 'arson': 'arson', 'kidnapping': 'kidnapping', 'hijacking': 'hijacking',
         'shooting': 'attack', 'stabbing': 'attack', 'vehicle attack': 'attack', 'assassination': 'attack', 'air strike': 'attack',
         'shelling': 'attack', 'armed clash': 'attack', 'chemical attack': 'attack', 'sabotage': 'attack', 'execution': 'attack',
         'other': 'attack'}
ORDER = ('kidnapping', 'hijacking', 'bombing', 'arson', 'attack')    # of several kinds the more special one
PERSONS = ('person', 'group', 'unnamed persons')
AUTHORITIES = ('state', 'government body')    # police, armies and courts are bodies; armed groups are none


def template_type(incident):
    mine = {TYPES[t] for t in incident['types'] if t in TYPES}
    return next((t for t in ORDER if t in mine), None)


def is_authority(actor, actors):
    """A body or state, or whoever speaks for one"""
    return bool(actor) and (actor.get('kind') in AUTHORITIES or actors.get(actor.get('of'), {}).get('kind') in AUTHORITIES)


def confidence(perpetrator, statements, actors):
    acts = [statements[s] for s in perpetrator['statements']]
    if not acts:
        return 'REPORTED AS FACT'
    if any(s['act'] == 'claim' for s in acts):
        return 'CLAIMED OR ADMITTED'
    if any(is_authority(actors.get(s.get('actor')), actors) for s in acts):
        return 'SUSPECTED OR ACCUSED BY AUTHORITIES'
    return 'SUSPECTED OR ACCUSED'


def pieces(incident, key):
    seen = {}
    for piece in incident.get(key, []):
        seen.setdefault(' '.join(piece['text'].upper().split()), [piece['text']])
    return list(seen.values())


def template(incident, ledger):
    actors = {a['id']: a for a in ledger['actors']}
    statements = {s['id']: s for s in ledger['statements']}
    out = {'incident_type': template_type(incident), 'PerpInd': [], 'PerpOrg': [], 'org_confidence': {},
           'Target': pieces(incident, 'targets'), 'Victim': pieces(incident, 'victims'), 'Weapon': pieces(incident, 'weapons')}
    for p in incident.get('perpetrators', []):
        actor = actors.get(p.get('actor'))
        name = actor['name'] if actor else p['text']    # one form: the scorer wants each form given to be in the key
        if not actor or actor.get('kind') in PERSONS:
            out['PerpInd'].append([name])
            continue
        out['PerpOrg'].append([name])
        out['org_confidence'][name] = confidence(p, statements, actors)
    return out


def main():
    documents = list(ledgers.lines(sys.argv[1]))
    texts = [{'id': d['id'], 'text': d['text'], 'published': (d.get('dateline') or {}).get('date')} for d in documents]
    found = ledgers.read_texts(texts)
    ledgers.write({'id': d['id'], 'templates': [template(i, found[d['id']]) for i in found[d['id']]['incidents']
                                                if template_type(i) and not i.get('background')]}
                  for d in documents if d['id'] in found)


if __name__ == '__main__':
    main()

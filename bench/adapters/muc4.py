"""muc4.py INPUT > SYSTEM: incidents as templates of MUC-4, for score_muc4.py. Only the text and the date of the input are read.

An incident that has no type of MUC-4 (storm, crash, police violence), one that a report only recalls, and one of which it is not told what or
who was hit, gives none: MUC-4 leaves out fights and threats that hit nobody in particular (chosen on its train part)."""
import sys

import ledgers

# MUC-4 knows arson, attack, bombing, forced work stoppage, hijacking, kidnapping, robbery.
TYPES = {'bombing': 'bombing', 'explosion': 'bombing', 'arson': 'arson', 'kidnapping': 'kidnapping', 'hijacking': 'hijacking',
         'shooting': 'attack', 'stabbing': 'attack', 'vehicle attack': 'attack', 'assassination': 'attack', 'air strike': 'attack',
         'shelling': 'attack', 'armed clash': 'attack', 'chemical attack': 'attack', 'sabotage': 'attack', 'execution': 'attack',
         'other': 'attack'}
ORDER = ('kidnapping', 'hijacking', 'bombing', 'arson', 'attack')    # of several kinds the more special one
ORGANISATIONS = ('government body', 'organisation', 'armed group')
BLAMES = ('accuse', 'insinuate')
AUTHORITIES = ('state', 'government body')    # police, armies and courts are bodies; armed groups are none


def template_type(incident):
    mine = {TYPES[t] for t in incident['types'] if t in TYPES}
    return next((t for t in ORDER if t in mine), None)


def is_authority(actor, actors):
    """A body or state, or whoever speaks for one"""
    return bool(actor) and (actor.get('kind') in AUTHORITIES or actors.get(actor.get('of'), {}).get('kind') in AUTHORITIES)


def split(perpetrator, actors, named):
    """(the people, the organisation) of a perpetrator, None where there is none. "FMLN guerrillas" are people of the FMLN."""
    actor = actors.get(perpetrator.get('actor'), {})
    words = perpetrator.get('text')
    belongs = actors.get(actor.get('of'), {})
    group = next((a['name'] for a in (actor, belongs) if a.get('kind') in ORGANISATIONS and
                  (a['kind'] != 'armed group' or any(n.upper() in named for n in [a['name'], *a.get('aliases', [])]))), None)
    if perpetrator.get('kind') == 'organisation' or (not words and actor.get('kind') in ORGANISATIONS):
        return None, words or actor['name']
    return words or actor['name'], group


def confidence(perpetrator, statements, actors):
    acts = [statements[s] for s in perpetrator['statements']]
    if any(s['act'] == 'claim' for s in acts):
        return 'CLAIMED OR ADMITTED'
    acts = [s for s in acts if s['act'] in BLAMES]
    if not acts:    # told by the report, or by somebody without blame or doubt
        return 'REPORTED AS FACT'
    if any(is_authority(actors.get(s.get('actor')), actors) for s in acts):
        return 'SUSPECTED OR ACCUSED BY AUTHORITIES'
    return 'SUSPECTED OR ACCUSED'


def pieces(incident, key):
    seen = {}
    for piece in incident.get(key, []):
        seen.setdefault(' '.join(piece['text'].upper().split()), [piece['text']])
    return list(seen.values())


def victims(incident, persons):
    """MUC-4's role is for those with a name."""
    return [v for v in pieces(incident, 'victims') if v[0].upper() in persons]


def template(incident, ledger):
    actors = {a['id']: a for a in ledger['actors']}
    statements = {s['id']: s for s in ledger['statements']}
    persons = {n['text'].upper() for n in ledger['names'] if n['kind'] == 'person'}
    out = {'incident_type': template_type(incident), 'PerpInd': [], 'PerpOrg': [], 'org_confidence': {},
           'Target': pieces(incident, 'targets'), 'Victim': victims(incident, persons), 'Weapon': pieces(incident, 'weapons')}
    named = {n['text'].upper() for n in ledger['names']}
    for p in incident.get('perpetrators', []):
        people, group = split(p, actors, named)
        if people:
            out['PerpInd'].append([people])    # one form: the scorer wants each form given to be in the key
        if group:
            out['PerpOrg'].append([group])
            out['org_confidence'][group] = confidence(p, statements, actors)
    return out


def is_relevant(incident):
    return template_type(incident) and not incident.get('background') and (incident.get('targets') or incident.get('victims'))


def main():
    documents = list(ledgers.lines(sys.argv[1]))
    texts = [{'id': d['id'], 'text': d['text'], 'published': (d.get('dateline') or {}).get('date')} for d in documents]
    found = ledgers.read_texts(texts)
    ledgers.write({'id': d['id'], 'templates': [template(i, found[d['id']]) for i in found[d['id']]['incidents'] if is_relevant(i)]}
                  for d in documents if d['id'] in found)


if __name__ == '__main__':
    main()

"""Readers of what teaches whom a pronoun means and who has which part in an incident -> windows with labels.

    python train/parts.py GOLD BUILD CASES

writes what both need and culpa itself finds, candidates of pronouns (train/pronoun_cases.c) and names of people, into the folder CASES, read
by the program and the model that BUILD has. Examples carry
  refer  list of (token of the pronoun, [tokens of each candidate], [score of each candidate by its features], [right], right if it is nobody)
  parts  for each token the labels of PARTS: 1, 0, or -1 where nothing is known
"""
import collections
import json
import os
import re
import subprocess
import sys

import pronouns
from data import PARTS, Example, read, token_ranges
from text import paragraphs, windows

FILLERS = ('PerpInd', 'PerpOrg', 'Target', 'Victim', 'Weapon', 'Described')
LITTLE = {'the', 'a', 'an', 'of', 'in', 'and', 'at', 'on', 'for', 'from', 'to', 'with', 'by', 's'}
PEOPLE, VICTIM = 0, 3


def weights_of_features():
    """The weights in src/entity/pronoun_weights.h, one row a set of pronouns, in the order of the features"""
    with open(os.path.join(pronouns.ROOT, 'src', 'entity', 'pronoun_weights.h'), encoding='utf-8') as f:
        rows = re.findall(r'\{(\[PRONOUN.*?)\}', f.read(), re.S)
    names, pairs = pronouns.feature_names()
    out = []
    for row in rows:
        found = dict(re.findall(r'\[(PRONOUN_\w+(?: \+ \d+)?)\] = (-?[\d.]+)F', row))
        out.append([float(found['PRONOUN_' + n]) for n in names]
                   + [float(found['PRONOUN_PAIRS + %d' % i]) for i in range(len(pairs))])
    return out


def refer_examples(judged, texts, vocabulary):
    """judged: (case of pronoun-cases, [right of each candidate], right if it is nobody); texts: {id: text}"""
    weights, by_id, out = weights_of_features(), collections.defaultdict(list), []
    for case, right, nobody in judged:
        by_id[case['id']].append((case, right, nobody))
    for id_, cases in by_id.items():
        for w in windows(paragraphs(texts[id_]), vocabulary):
            at = {t.start: i for i, t in enumerate(w.tokens)}
            e = Example(w, 'refer', id_)
            e.refer = []
            for case, right, nobody in cases:
                if case['pronoun'][0] not in at:
                    continue
                mine = weights[pronouns.set_of(case['word'])]
                base = [sum(x * float(f) for x, f in zip(mine, c['f'])) for c in case['candidates']]
                e.refer.append((at[case['pronoun'][0]], [tokens_of(w, c, case['pronoun'][0]) for c in case['candidates']], base, right,
                                nobody))
            if e.refer:
                out.append(e)
    return out


def tokens_of(window, candidate, pronoun):
    """The last tokens of what a candidate is called in the window, in front of the pronoun if it is called so there"""
    before = [s for s in candidate['spans'] if s[1] <= pronoun] or [candidate['nearest']]
    runs = [token_ranges(window, s) for s in before]
    return sorted({r[-1][1] - 1 for r in runs if r})


def described(document):
    """The victims that the key only describes"""
    return [[a for a in fill['alts'] if a] for t in document['templates'] for fill in t.get('hum_tgt_description') or []]


def occurrences(text, words):
    """Spans of bytes where the words stand, whatever their case and what is between them"""
    at, pattern = pronouns.in_bytes(text), r'\W+'.join(map(re.escape, re.findall(r'\w+', words.lower())))
    low = text.lower()
    return [[at[m.start()], at[m.end()]] for m in re.finditer(r'\b' + pattern + r'\b', low)] if pattern and len(low) == len(text) else []


def from_key(document):
    """A report of MUC-4 with the spans of the words that fill each role, wherever they stand"""
    fillers = dict(document['ree'], Described=described(document))
    return {'id': document['id'], 'text': document['text'],
            'parts': {part: [s for entity in fillers[role] for words in entity for s in occurrences(document['text'], words)]
                      for part, role in zip(PARTS, FILLERS)}}


def part_examples(documents, vocabulary):
    """documents: {'id', 'text', 'parts': {part: [span]}}. A word of a part that stands elsewhere by itself is left out."""
    out = []
    for d in documents:
        b = d['text'].encode()
        spans = [d['parts'].get(p, []) for p in PARTS]
        little = [{w for s in found for w in re.findall(r'\w+', b[s[0]:s[1]].decode().lower())} - LITTLE for found in spans]
        for w in windows(paragraphs(d['text']), vocabulary):
            e = Example(w, 'parts', d['id'])
            e.parts = [[-1 if t.text.lower() in little[k] else 0 for k in range(len(PARTS))] for t in w.tokens]
            for k, found in enumerate(spans):
                for s in found:
                    for x, y in token_ranges(w, s):
                        for i in range(x, y):
                            e.parts[i][k] = 1
            out.append(e)
    return out


def annotated_parts(gold):
    """parts.jsonl: {'id', 'size', 'parts'} of reports of the raw news and of WikiEvents and M2E2, of which the first `size` bytes were read"""
    here = os.path.dirname(os.path.abspath(__file__))
    g = lambda *p: os.path.join(gold, *p)
    texts = {d['id']: d['text'] for d in read(g('raw', 'news.jsonl.gz'))}
    for name in ('wikievents', 'm2e2'):
        texts.update({'%s-%s' % (name, d['id']): d['text'] for d in read(g('incidents', name + '.train.jsonl.gz'))})
    return [dict(d, text=texts[d['id']].encode()[:d['size']].decode()) for d in read(os.path.join(here, 'parts.jsonl'))]


def annotated_pronouns(gold):
    """pronouns.jsonl: {'id', 'meant': [[start of the pronoun, span of whom it means or null]]} of reports of the raw news"""
    texts = {d['id']: d['text'] for d in read(os.path.join(gold, 'raw', 'news.jsonl.gz'))}
    return [dict(d, text=texts[d['id']]) for d in read(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'pronouns.jsonl'))]


def judge_news(documents, found):
    for d in documents:
        meant = {start: span for start, span in d['meant']}
        for case in found.get(d['id'], ()):
            if case['pronoun'][0] not in meant:
                continue
            span = meant[case['pronoun'][0]]
            right = [bool(span) and any(span[0] <= s[0] and s[1] == span[1] for s in c['spans'] + [c['nearest']]) for c in case['candidates']]
            if not span or any(right):
                yield case, right, not span


def people_examples(incidents, ledgers, vocabulary):
    """Reports of GVA: the names of people, of whom its record says who was a victim and who was suspected. The record has
    names of some alone: where nobody's name of it is in a report, that is left out."""
    found, out = {x['document']['id']: x for x in ledgers}, []
    for incident in incidents:
        roles = [(set(words(p['name'])), VICTIM if p['type'] == 'Victim' else PEOPLE)
                 for p in incident.get('participants') or [] if p.get('name')]
        for d in incident['docs']:
            names = [n for n in found[d['id']]['names'] if n['kind'] == 'person'] if d['id'] in found else []
            labelled = [(n['span'], {k for full, k in roles if set(words(n['text'])) <= full}) for n in names]
            if not any(k for _, k in labelled):
                continue
            for w in windows(paragraphs(d['text']), vocabulary):
                e = Example(w, 'people', d['id'])
                e.parts = [[-1] * len(PARTS) for _ in w.tokens]
                some = False
                for span, kinds in labelled:
                    for a, b in token_ranges(w, span):
                        for i in range(a, b):
                            some = True
                            e.parts[i][PEOPLE], e.parts[i][VICTIM] = int(PEOPLE in kinds), int(VICTIM in kinds)
                if some:
                    out.append(e)
    return out


def words(name):
    return [x for x in re.findall(r'\w+', name.casefold()) if len(x) > 1]


def load_parts(gold, cases, vocabulary):
    """cases: folder with gap.json, gum.json, ledgers.json (of pronoun-cases) and gva.jsonl (of culpa read --json).
    -> {'refer', 'parts', 'people'}: training examples; development examples of 'refer'"""
    g = lambda *p: os.path.join(gold, *p)
    of = lambda name: json.load(open(os.path.join(cases, name + '.json'), encoding='utf-8'))
    gap, gum, ledgers = pronouns.documents_of(gold)
    gap_dev, news = pronouns.lines(g('gap', 'gap.dev.jsonl')), annotated_pronouns(gold)
    texts = {d['id']: d['text'] for d in gap + gap_dev + gum + ledgers + news}
    once = lambda judged: list({(c['id'], c['pronoun'][0]): (c, r, n) for c, r, n in judged}.values())
    judged = once(pronouns.judge_gap(gap, of('gap'))) + once(pronouns.judge_gum(gum, of('gum'))) \
        + once(pronouns.judge_ledgers(ledgers, of('ledgers'))) + once(judge_news(news, of('news')))
    return {'refer': refer_examples(judged, texts, vocabulary),
            'parts': part_examples([from_key(d) for d in read(g('muc4', 'train.jsonl'))] + annotated_parts(gold), vocabulary),
            'people': people_examples(read(g('incidents', 'gva.train.jsonl.gz')), read(os.path.join(cases, 'gva.jsonl')), vocabulary)}, \
        (gap_dev, refer_examples([(c, [False] * len(c['candidates']), True) for cs in of('gap_dev').values() for c in cs], texts, vocabulary),
         of('gap_dev'))


def main():
    gold, build, folder = sys.argv[1:4]
    os.makedirs(folder, exist_ok=True)
    gap, gum, ledgers = pronouns.documents_of(gold)
    gap_dev = pronouns.lines(os.path.join(gold, 'gap', 'gap.dev.jsonl'))
    for name, documents in (('gap', gap), ('gap_dev', gap_dev), ('gum', gum), ('ledgers', ledgers), ('news', annotated_pronouns(gold))):
        with open(os.path.join(folder, name + '.json'), 'w', encoding='utf-8') as out:
            json.dump(pronouns.cases(build, documents), out)
    reports = os.path.join(folder, 'gva_in.jsonl')
    with open(reports, 'w', encoding='utf-8') as out:
        for incident in read(os.path.join(gold, 'incidents', 'gva.train.jsonl.gz')):
            out.writelines(json.dumps({'id': d['id'], 'text': d['text'], 'published': d.get('date')}) + '\n' for d in incident['docs'])
    with open(os.path.join(folder, 'gva.jsonl'), 'w', encoding='utf-8') as out:
        subprocess.run([os.path.join(build, 'culpa'), 'read', '--json', reports], stdout=out, check=True)


if __name__ == '__main__':
    main()

"""What holds for every ledger, whatever the model says. Standard library only.

    python3 invariants.py CULPA MODEL INPUT...

MODEL that is absent: skipped with a word. Beside INPUT, a few hostile texts are made here.
"""
import json
import os
import subprocess
import sys
import tempfile

SKIPPED = 77

HOSTILE = (
    '"' * 40 + ' he said.',
    '\u201cWe ran,\u201d she said.\n\u201cWe hid.\n\u201cWe left.\u201d\n\n\u201d \u201c \u201d',
    'A\u0301 mayor \U0001f6a8 said \u4e2d\u56fd \u0645\u0631\u062d\u0628\u0627 \u2014 "no".\n' * 50,
    'x' * 3000 + ' said so. ' + 'The mayor said it. ' * 400,
    'The mayor said that the police said that the minister said that they killed people. ' * 40,
    'Read more:\n(Photo by A. Berg/AP)\nThe mayor denied it.\nImage: AFP\n"No," she said.\nSubscribe to our newsletter.\n',
    '. . . ! ? ... a.m. p.m. "a" \'b\' said said said',
    'one',
)


class Checker:
    def __init__(self, ledger):
        self.ledger, self.wrong = ledger, []
        self.text = ledger['document']['text'].encode('utf-8', 'surrogatepass')

    def check(self, good, what):
        if not good:
            self.wrong.append(what)

    def span(self, span, what, within=None):
        low, high = within or (0, len(self.text))
        self.check(len(span) == 2 and low <= span[0] < span[1] <= high, '%s %s is not inside %s' % (what, span, (low, high)))
        for at in span:
            self.check(at >= len(self.text) or self.text[at] & 0xC0 != 0x80, '%s %s cuts a character' % (what, span))

    def sorted_by_start(self, spans, what):
        self.check(all(a[0] <= b[0] for a, b in zip(spans, spans[1:])), '%s are not sorted' % what)

    def document(self):
        d = self.ledger['document']
        for key in ('furniture', 'blocks'):
            spans = [f['span'] for f in d.get(key, ())]
            for s in spans:
                self.span(s, key)
            self.sorted_by_start(spans, key)
        self.check(isinstance(d['id'], str) and d['id'], 'no id')
        self.check('\0' not in json.dumps(self.ledger.get('actors')), 'NUL')

    def statements(self):
        furniture = [f['span'] for f in self.ledger['document'].get('furniture', ())]
        statements = self.ledger['statements']
        held = {s['id']: s for s in statements + self.ledger['attributions']} # a statement may be inside a thought
        actors = {a['id'] for a in self.ledger['actors']}
        self.sorted_by_start([s['span'] for s in statements], 'statements')
        for s in statements:
            where = 'statement %s' % s['id']
            self.span(s['span'], where)
            pieces = (s['source'] or []) + (s['content'] or []) + ([s['cue']] if s['cue'] else [])
            self.check(pieces, where + ' has no words')
            for p in pieces:
                self.span(p, where + ': piece')
            for p in (s['content'] or []) + ([s['cue']] if s['cue'] else []):
                self.span(p, where + ': cue or content', s['span'])
                self.check(not any(f[0] < p[1] and p[0] < f[1] for f in furniture), where + ' has furniture in it')
            if s['cue'] and s['source']:    # a quotation that goes on has the source of a paragraph before
                for p in s['source']:
                    self.span(p, where + ': source', s['span'])
            self.sorted_by_start(s['content'] or [], where + ': contents')
            self.check(s['actor'] is None or s['actor'] in actors, where + ' has an unknown actor')
            self.check(s['actor'] is None or s['source'], where + ' has an actor without words')
            self.check('target' not in s or s['target'] in actors, where + ' has an unknown target')
            self.check('target' not in s or s['target'] != s['actor'], where + ' is aimed at its own speaker')
            self.check(s['mode'] in ('direct', 'mixed', 'indirect', 'event'), where + ' has an unknown mode')
            self.check((s['mode'] == 'event') == (not s['content']) or s['mode'] == 'event', where + ': mode and content')
            seen, at = set(), s
            while 'inside' in at:
                self.check(at['id'] not in seen, where + ' is inside itself')
                self.check(at['inside'] in held, where + ' is inside an unknown one')
                if at['id'] in seen or at['inside'] not in held:
                    break
                seen.add(at['id'])
                at = held[at['inside']]

    def others(self):
        text, names, sentences = self.text, self.ledger['names'], self.ledger['sentences']
        for n in names:
            self.span(n['span'], 'name')
            self.check(text[n['span'][0]:n['span'][1]].decode() == n['text'], 'a name is not the text of its span')
        self.sorted_by_start([n['span'] for n in names], 'names')
        for a in self.ledger['actors']:
            self.check(a['name'] and a['mentions'], 'an actor without name or mention')
            for m in a['mentions']:
                self.span(m, 'mention')
            self.sorted_by_start(a['mentions'], 'mentions')
        for s in sentences:
            self.span(s, 'sentence')
        self.check(all(a[1] <= b[0] for a, b in zip(sentences, sentences[1:])), 'sentences overlap')


def run(culpa, model, *paths):
    done = subprocess.run([culpa, 'read', '--json', '--model', model, *paths], stdout=subprocess.PIPE)
    assert done.returncode == 0, done.returncode
    return [json.loads(line) for line in done.stdout.decode('utf-8', 'surrogatepass').splitlines()]


def main():
    culpa, model, inputs = sys.argv[1], sys.argv[2], sys.argv[3:]
    if not os.path.exists(model):
        print('no model at %s' % model)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'in.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for i, text in enumerate(HOSTILE):
                f.write(json.dumps({'id': 'hostile %d' % i, 'text': text}) + '\n')
        found = run(culpa, model, path)
        wrong = [('hostile %d' % i, 'text is not the input') for i, text in enumerate(HOSTILE) if found[i]['document']['text'] != text]
        for name in inputs:
            here = run(culpa, model, name)
            if name.endswith('.txt'):
                with open(name, encoding='utf-8', newline='') as f:
                    if here[0]['document']['text'] != f.read():
                        wrong.append((name, 'text is not the input'))
            found += here
    n = 0
    for ledger in found:
        c = Checker(ledger)
        c.document()
        c.statements()
        c.others()
        n += len(ledger['statements'])
        wrong += [(ledger['document'].get('file', '') + ' ' + ledger['document']['id'], w) for w in c.wrong]
    for where, what in wrong[:50]:
        print('%s: %s' % (where, what))
    print('%d ledgers, %d statements, %d wrong' % (len(found), n, len(wrong)))
    return bool(wrong) or n == 0


if __name__ == '__main__':
    sys.exit(main())

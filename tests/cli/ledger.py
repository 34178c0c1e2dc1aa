"""culpa add and the questions to a ledger, from outside: what is said to be there is there, whatever happens. Standard library only.

    python3 ledger.py CULPA SYNTHETIC TRAINED SAMPLE [test names]

SYNTHETIC is the model where nothing depends on what is read out of a report; SAMPLE, of two incidents in six reports, is read
with the TRAINED one.
"""
import csv
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

CULPA, MODEL, TRAINED, SAMPLE = map(os.path.abspath, sys.argv[1:5])
TEXT = 'LUND (AP) - The mayor, Ana Ruiz, said on Monday the police were not told of the fire.\n"We were there," she said.\n'
NOBODY = 65534


def clean_env():
    return {'PATH': os.environ['PATH'], 'LC_ALL': 'C', 'TERM': 'xterm',
            **{name: os.environ[name] for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS') if name in os.environ}}


def run(*args, **more):
    done = subprocess.run([CULPA, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_env(), timeout=120, check=False, **more)
    return done.returncode, done.stdout, done.stderr.decode()


def add(*args, **more):
    return run('add', '--model', MODEL, '--json', *args, **more)


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


class Folder(unittest.TestCase):
    """Each test in an empty folder of its own"""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.before = os.getcwd()
        os.chdir(self.folder.name)

    def tearDown(self):
        os.chdir(self.before)
        self.folder.cleanup()

    def write(self, name, content):
        with open(name, 'w', encoding='utf-8') as f:
            f.write(content)
        return name

    def lines(self, n, broken=(), name='in.jsonl', text=''):
        """n records r01, r02 ...; the lines numbered in broken are no JSON"""
        made = [json.dumps({'id': 'r%02d' % i, 'outlet': 'Post', 'text': TEXT * (1 + i * 7 % 5) + 'Number %d.%s' % (i, text)})
                for i in range(1, n + 1)]
        return self.write(name, '\n'.join('{"id": "x"' if i in broken else r for i, r in enumerate(made, 1)) + '\n')

    def exported(self, ledger='culpa.db'):
        code, out, err = run('export', '--ledger', ledger)
        self.assertEqual((code, err), (0, ''))
        return out.splitlines()

    def read(self, *files, model=MODEL):
        """What the export of these files is"""
        out = run('read', '--json', '--model', model, *files)[1].splitlines()
        return sorted(out, key=lambda line: json.loads(line)['document']['id'].encode())


class Adding(Folder):
    def test_lines_and_exit_codes(self):
        self.lines(5)
        code, out, err = add('in.jsonl')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual(rows(out), [{'id': 'r%02d' % i, 'added': True} for i in range(1, 6)])
        before = self.exported()
        self.assertEqual(before, self.read('in.jsonl'))
        code, out, err = add('in.jsonl')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual([(r['id'], r['added']) for r in rows(out)], [('r%02d' % i, False) for i in range(1, 6)])
        self.assertTrue(all('already' in r['why'] for r in rows(out)))
        self.lines(6, name='other.jsonl', text=' More.')
        code, out, err = add('other.jsonl')
        self.assertEqual(code, 1)
        self.assertEqual([r['added'] for r in rows(out)], [False] * 5 + [True])
        self.assertEqual(len(err.splitlines()), 5)
        for i, line in enumerate(err.splitlines(), 1):
            self.assertRegex(line, r'^culpa: culpa\.db: r%02d: .*another text' % i)
        self.assertEqual(self.exported()[:5], before)
        code, out, err = add('--replace', 'other.jsonl')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual([(r['added'], r.get('replaced')) for r in rows(out)], [(True, True)] * 5 + [(False, None)])
        self.assertEqual(self.exported(), self.read('other.jsonl'))

    def test_for_people(self):
        self.lines(5)
        self.assertEqual(run('add', '--model', MODEL, '-l', 'a.db', 'in.jsonl'), (0, b'a.db: 5 added\n', ''))
        self.lines(6, text=' More.')
        code, out, err = run('add', '--model', MODEL, '-l', 'a.db', 'in.jsonl')
        self.assertEqual((code, len(err.splitlines())), (1, 5))
        self.assertEqual(out, b'a.db: 1 added, 5 refused\n')

    def test_broken_input_in_between(self):
        self.lines(12, broken=(3, 7, 12))
        self.write('empty.txt', '')
        for jobs in ('1', '3'):
            code, out, err = add('-l', jobs + '.db', '-j', jobs, 'missing.txt', 'empty.txt', 'in.jsonl')
            self.assertEqual((code, len(err.splitlines())), (1, 5), err)
            self.assertEqual([r['id'] for r in rows(out)], ['r%02d' % i for i in range(1, 13) if i not in (3, 7, 12)])
            self.assertEqual(self.exported(jobs + '.db'), self.read('in.jsonl'))

    def test_many_threads_add_the_same(self):
        self.lines(30)
        one = add('-l', 'one.db', 'in.jsonl')
        self.assertEqual(add('-l', 'many.db', '-j', '8', 'in.jsonl'), one)
        self.assertEqual(self.exported('one.db'), self.exported('many.db'))

    def test_odd_ids(self):
        odd = ['\u0007bell', 'a\u0000b', 'a', "o'neill", '"', 'n\u00e9', '\U0001f600', 'x' * 5000, '%s%n', ' ']
        self.write('in.jsonl', ''.join(json.dumps({'id': i, 'text': TEXT + i}) + '\n' for i in odd))
        code, out, err = add('in.jsonl')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual([r['id'] for r in rows(out)], odd)
        self.assertEqual(sorted(self.exported()), sorted(self.read('in.jsonl')))
        code, out, err = add('in.jsonl')
        self.assertEqual((code, err, [r['added'] for r in rows(out)]), (0, '', [False] * len(odd)))

    def test_names_of_ledgers(self):
        self.lines(1)
        for name in ('a b.db', '-x.db', 'a?b#c%41.db', "it's.db", 'file:x.db', ':memory:', 'file:y?mode=memory',
                     os.path.abspath('whole.db'), './/here.db'):
            self.assertEqual(add('--ledger=' + name, 'in.jsonl')[0], 0)
            self.assertTrue(os.path.exists(name), name)
            self.assertEqual(len(self.exported(name)), 1)

    def test_wrong_usage(self):
        self.lines(1)
        for args in (['add'], ['add', '--nosuch', 'in.jsonl'], ['add', '-j', '0', 'in.jsonl'], ['add', '--ledger'], ['export', 'x'],
                     ['export', '--format', 'nosuch'], ['relink', 'x'], ['incidents', 'x'], ['incidents', '--since', 'may'],
                     ['incidents', '--until', '2024-1-1'], ['incidents', '--limit', 'x'], ['incidents', '--limit', '-1'],
                     ['timeline'], ['figures'], ['positions'], ['threads'], ['who'], ['search'], ['sources', '--since', '2024-01-01'],
                     ['who', '--place', 'x', 'y'], ['search', '--nosuch', 'y']):
            code, out, err = run(*args)
            self.assertEqual((code, out), (2, b''), args)
            self.assertRegex(err, r'^culpa: [^\n]+\n$', args)
        self.assertFalse(os.path.exists('culpa.db'))

    def test_ledgers_that_are_none(self):
        self.lines(1)
        os.mkdir('folder')
        self.write('text.db', TEXT * 9)
        for name, why in (('folder', 'Is a directory'), ('text.db', 'is no ledger'), ('no/such.db', 'No such file')):
            code, out, err = add('-l', name, 'in.jsonl')
            self.assertEqual((code, out), (1, b''))
            self.assertRegex(err, r'^culpa: %s: [^\n]*%s[^\n]*\n$' % (name, why))
        for command in (['incidents'], ['who', 'x'], ['search', 'x'], ['sources'], ['export'], ['relink']):
            code, out, err = run(*command)
            self.assertEqual((code, out), (1, b''), command)
            self.assertRegex(err, r'^culpa: culpa\.db: there is no such ledger\n$', command)
            code, out, err = run(*command[:1], '-l', 'text.db', *command[1:])
            self.assertEqual((code, out), (1, b''), command)
            self.assertRegex(err, r'^culpa: text\.db: is no ledger\n$', command)
        self.assertFalse(os.path.exists('culpa.db'))
        with open('text.db', encoding='utf-8') as f:
            self.assertEqual(f.read(), TEXT * 9)


class Faults(Folder):
    def test_killed_at_any_moment(self):
        n, chance = 40, random.Random(7)
        self.lines(n)
        said = set()
        for _ in range(15):
            program = subprocess.Popen([CULPA, 'add', '--model', MODEL, '--json', '-j', '2', 'in.jsonl'], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env=clean_env())
            wanted, seen = chance.randrange(6), []
            while len(seen) < wanted and (line := program.stdout.readline()):
                seen.append(line)
            time.sleep(chance.random() / 50)
            program.send_signal(signal.SIGKILL)
            rest, _ = program.communicate()
            for line in b''.join([*seen, rest]).splitlines(keepends=True):
                if line.endswith(b'\n') and json.loads(line)['added']:
                    said.add(json.loads(line)['id'])
            if os.path.exists('culpa.db') and os.path.getsize('culpa.db'):
                ids = [json.loads(line)['document']['id'] for line in self.exported()] if said else []
                self.assertEqual(len(ids), len(set(ids)))
                self.assertLessEqual(said, set(ids))
        self.assertTrue(said)
        code, out, err = add('in.jsonl')
        self.assertEqual((code, err), (0, ''))
        self.assertEqual(self.exported(), self.read('in.jsonl'))
        self.assertTrue(rows(run('sources', '--json')[1]))

    def test_two_at_once(self):
        self.lines(12)
        expected = self.read('in.jsonl')
        for turn in range(6):
            ledger = '%d.db' % turn
            both = [subprocess.Popen([CULPA, 'add', '--model', MODEL, '--json', '-l', ledger, 'in.jsonl'], stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE, env=clean_env()) for _ in range(2)]
            done = [program.communicate(timeout=120) for program in both]
            self.assertEqual([(p.returncode, err) for p, (_, err) in zip(both, done)], [(0, b'')] * 2)
            added = sorted(r['id'] for out, _ in done for r in rows(out) if r['added'])
            self.assertEqual(added, ['r%02d' % i for i in range(1, 13)])
            self.assertEqual(self.exported(ledger), expected)

    def test_asking_while_adding(self):
        self.lines(40)
        self.assertEqual(add('in.jsonl')[0], 0)
        self.lines(60)
        program = subprocess.Popen([CULPA, 'add', '--model', MODEL, '--json', 'in.jsonl'], stdout=subprocess.PIPE, env=clean_env())
        while program.poll() is None:
            code, out, err = run('search', '--json', '--limit', '0', 'mayor')
            self.assertEqual((code, err), (0, ''))
            self.assertGreaterEqual(len(rows(out)), 40)
            if len(rows(out)) == 60:
                break
        program.communicate()
        self.assertEqual(program.returncode, 0)
        self.assertEqual(len(self.exported()), 60)

    def test_full_disk(self):
        def limit(size):
            def prepare():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return prepare
        self.lines(40)
        self.assertEqual(add('in.jsonl', '-l', 'whole.db')[0], 0)
        whole = os.path.getsize('whole.db')
        said = set()
        for size in (0, 2000, 40000, 300000, whole // 2, whole):
            code, out, err = add('in.jsonl', preexec_fn=limit(size))
            said |= {r['id'] for r in rows(out) if r['added']}
            if code:
                self.assertEqual(code, 1)
                self.assertRegex(err, r'^culpa: [^\n]*culpa\.db: [^\n]{10,}\n', size)
            else:
                self.assertEqual(err, '')
            if said:
                ids = {json.loads(line)['document']['id'] for line in self.exported()}
                self.assertLessEqual(said, ids)
        self.assertEqual(add('in.jsonl')[0], 0)
        self.assertEqual(self.exported(), self.read('in.jsonl'))

    def test_full_output(self):
        self.lines(8)
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([CULPA, 'add', '--model', MODEL, '--json', 'in.jsonl'], stdout=full, stderr=subprocess.PIPE, env=clean_env(),
                                  check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'cannot write: No space left', done.stderr)
        self.assertEqual(add('in.jsonl')[0], 0)
        for command in (['export'], ['export', '--format', 'text'], ['sources'], ['sources', '--json'], ['search', 'mayor']):
            with open('/dev/full', 'wb') as full:
                done = subprocess.run([CULPA, *command], stdout=full, stderr=subprocess.PIPE, env=clean_env(), check=False)
            self.assertEqual(done.returncode, 1, command)
            self.assertRegex(done.stderr.decode(), r'^culpa: cannot write: No space left on device\n', command)

    def test_no_right_to_write(self):
        self.lines(3)
        os.mkdir('f')
        self.assertEqual(add('-l', 'f/a?b%41#.db', 'in.jsonl')[0], 0)
        shutil.copy('f/a?b%41#.db', 'f/locked.db')
        os.chmod('f/locked.db', 0o444)
        os.chmod('f', 0o555)
        os.chmod('.', 0o755)
        as_user = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []} if os.geteuid() == 0 else {}
        try:
            reachable = not run('--version', **as_user)[0] and not run('read', '--model', MODEL, 'in.jsonl', **as_user)[0]
        except PermissionError:
            reachable = False
        if not reachable:
            os.chmod('f', 0o755)
            self.skipTest('another user cannot run %s' % CULPA)
        for name in ('f/new.db', 'f/locked.db', 'f/a?b%41#.db'):
            code, out, err = add('-l', name, 'in.jsonl', **as_user)
            self.assertEqual((code, out), (1, b''), name)
            self.assertRegex(err, r'^culpa: f/[^\n]+: [^\n]{10,}\n$')
        for name in ('f/locked.db', 'f/a?b%41#.db'):
            code, out, err = run('export', '-l', name, **as_user)
            self.assertEqual((code, err), (0, ''), name)
            self.assertEqual(out.splitlines(), self.read('in.jsonl'))
            code, out, err = run('search', '-l', name, '--json', 'mayor', **as_user)
            self.assertEqual((code, err, len(rows(out))), (0, '', 3), name)
        self.assertEqual(sorted(os.listdir('f')), ['a?b%41#.db', 'locked.db'])
        os.chmod('f', 0o755)


class Questions(unittest.TestCase):
    """The sample: five reports by four voices of a bombing, one of a flood"""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.ledger = os.path.join(cls.folder.name, 'l.db')
        cls.added = run('add', '--model', TRAINED, '--json', '-l', cls.ledger, SAMPLE)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, command, *args):
        code, out, err = run(command, '--json', '--ledger', self.ledger, *args)
        self.assertEqual((code, err), (0, ''), (command, args))
        code, table, err = run(command, '--ledger', self.ledger, *args)
        self.assertEqual((code, err), (0, ''), (command, args))
        self.assertEqual(bool(table.strip()), bool(out), (command, args))
        return rows(out)

    def incident(self, place):
        found = self.ask('incidents', '--place', place)
        self.assertEqual(len(found), 1, found)
        return found[0]

    def test_all_are_added(self):
        code, out, err = self.added
        self.assertEqual((code, err), (0, ''))
        self.assertEqual([r['added'] for r in rows(out)], [True] * 6)

    def test_incidents(self):
        found = self.ask('incidents')
        self.assertEqual(len(found), 2)
        ferry = self.incident('Port Selway')
        self.assertEqual((ferry['reports'], ferry['voices'], ferry['killed_low'], ferry['killed_high']), (5, 4, 9, 13))
        self.assertEqual((ferry['first_day'], ferry['last_day']), ('2024-05-14', '2024-05-20'))
        self.assertTrue(any('flood' in f['types'] for f in found))
        self.assertEqual(self.ask('incidents', '--place', 'port selway'), [ferry])
        flood = self.ask('incidents', '--type', 'flood')
        self.assertEqual([(f['reports'], f['voices']) for f in flood], [(1, 1)])
        self.assertEqual(self.ask('incidents', '--type', 'earthquake'), [])
        self.assertEqual(self.ask('incidents', '--place', 'Nowhere'), [])
        self.assertEqual(self.ask('incidents', '--since', '2024-05-17'), [ferry])
        self.assertEqual(self.ask('incidents', '--until', '2024-05-15'), [ferry])
        self.assertEqual(self.ask('incidents', '--since', '2024-05-21'), [])
        self.assertEqual(self.ask('incidents', '--limit', '1'), found[:1])
        self.assertEqual(self.ask('incidents', '--limit', '0'), found)

    def test_figures(self):
        ferry = self.incident('Port Selway')['id']
        killed = [f for f in self.ask('figures', ferry) if f['what'] == 'killed']
        self.assertEqual({f.get('low') for f in killed}, {9, 11, 13})
        self.assertEqual([f['low'] for f in killed], sorted(f['low'] for f in killed))     # by day, and it rose
        late = self.ask('figures', '--since', '2024-05-16', ferry)
        self.assertEqual({f.get('low') for f in late if f['what'] == 'killed'}, {13})
        self.assertRegex(run('figures', '-l', self.ledger, ferry)[1].decode(), r'killed +9-13')

    def test_who(self):
        whole = self.ask('who', 'Tobias', 'Vrell')
        self.assertTrue(whole)
        self.assertEqual(self.ask('who', 'vrell'), whole)
        self.assertEqual({w['party'] for w in whole}, {'Tobias Vrell'})
        self.assertEqual({w['incident'] for w in whole if 'incident' in w}, {self.incident('Port Selway')['id']})
        self.assertEqual(len({w['report'] for w in whole} & {'selway-mail-1', 'selway-wire-1'}), 1)   # copies of one text
        self.assertIn('accuse', {w['act'] for w in whole})
        late = self.ask('who', '--since', '2024-05-20', 'Vrell')
        self.assertTrue(late)
        self.assertEqual(late, [w for w in whole if w['day'] >= '2024-05-20'])
        self.assertEqual(self.ask('who', '--until', '2024-05-19', 'Vrell'), [w for w in whole if w['day'] < '2024-05-20'])
        self.assertEqual(self.ask('who', '--limit', '1', 'Vrell')[0]['day'], whole[-1]['day'])

    def test_search(self):
        self.assertEqual(len(self.ask('search', 'ferry')), 5)
        self.assertEqual([s['report'] for s in self.ask('search', 'dam')], ['orlen-flood-1'])
        self.assertEqual(len(self.ask('search', '"storm petrels"')), 1)
        self.assertEqual(self.ask('search', 'ferry dam'), [])
        self.assertEqual(len(self.ask('search', '--limit', '2', 'ferry')), 2)
        self.assertEqual(len(self.ask('search', '--since', '2024-05-15', '--limit', '3', 'ferry')), 3)
        for words in ('a" OR b*', 'NEAR(', '', '"', '""', 'title:x', '*', '--', "'"):
            self.ask('search', '--', words)
        found = self.ask('search', 'petrels')[0]
        self.assertEqual(found['incident'], self.incident('Port Selway')['id'])
        self.assertIn('[Petrels]', found['words'])

    def test_sources(self):
        found = {s['outlet']: s for s in self.ask('sources')}
        self.assertEqual({o: (s['reports'], s['voices'], s['copied']) for o, s in found.items()},
                         {'Northern Wire': (2, 2, 1), 'Tarrenia Post': (2, 2, 0), 'Island Herald': (1, 1, 0), 'Selway Mail': (1, 1, 1)})
        self.assertEqual(len(self.ask('sources', '--limit', '1')), 1)

    def test_all_that_is_said_of_an_incident(self):
        ferry = self.incident('Port Selway')['id']
        reports = {r['id'] for r in rows(self.added[1])}
        for command, key in (('timeline', 'day'), ('positions', 'day'), ('threads', 'day'), ('figures', 'day')):
            found = self.ask(command, ferry)
            self.assertTrue(found, command)
            self.assertLessEqual({f['report'] for f in found}, reports - {'orlen-flood-1'}, command)
            late = self.ask(command, '--since', '2024-05-16', ferry)
            self.assertTrue(all(f[key] >= '2024-05-16' for f in late), command)
            self.assertEqual(len(self.ask(command, '--limit', '1', ferry)), 1, command)
        days = [line['day'] for line in self.ask('timeline', ferry)]
        self.assertEqual(days, sorted(days))

    def test_what_is_not_there(self):
        for command in ('timeline', 'figures', 'positions', 'threads', 'who'):
            for form in ([], ['--json']):
                code, out, err = run(command, *form, '-l', self.ledger, 'nosuch')
                self.assertEqual((code, out), (1, b''), command)
                self.assertRegex(err, r'^culpa: [^\n]+nosuch\n$', command)

    def test_rows_for_counting(self):
        """Copies are left out, and what tells the same is told to"""
        code, out, err = run('export', '--format', 'gtd', '-l', self.ledger)
        self.assertEqual((code, err), (0, ''))
        found = [(row['culpa_document'], row['culpa_event']) for row in csv.DictReader(io.StringIO(out.decode(), newline=''))]
        ferry = self.incident('Port Selway')['id']
        self.assertEqual({event for document, event in found if document.startswith('selway')}, {ferry})
        self.assertEqual(len({document for document, _ in found} & {'selway-wire-1', 'selway-mail-1'}), 1)

    def test_export_and_relink(self):
        before = run('incidents', '--json', '-l', self.ledger)
        exported = run('export', '-l', self.ledger)
        read = sorted(run('read', '--json', '--model', TRAINED, SAMPLE)[1].splitlines(), key=lambda line: json.loads(line)['document']['id'])
        self.assertEqual(exported[1].splitlines(), read)
        for _ in range(2):
            self.assertEqual(run('relink', '-l', self.ledger), (0, b'', ''))
            self.assertEqual(run('incidents', '--json', '-l', self.ledger), before)
        self.assertEqual(run('export', '-l', self.ledger), exported)
        self.assertEqual(run('export', '--format', 'jsonl', '-l', self.ledger), exported)
        for form in ('text', 'html', 'json'):
            code, out, err = run('export', '--format', form, '-l', self.ledger)
            self.assertEqual((code, err), (0, ''), form)
            self.assertIn(b'Vrell', out)


if __name__ == '__main__':
    unittest.main(argv=[sys.argv[0], *sys.argv[5:]])

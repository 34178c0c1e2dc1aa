"""processors.py CULPA REPORT...: the ledgers of some reports have the same bytes on processors of several generations, which
qemu-x86_64 plays. Status 77 (skipped) without it or the model file."""
import shutil
import subprocess
import sys

# SSE4.2 alone; AVX2 without VNNI, whose products saturate in 16 bits
PROCESSORS = ('Nehalem', 'Haswell')


def read(*prefix, culpa, reports):
    done = subprocess.run([*prefix, culpa, 'read', '--json', *reports], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if b'no model file' in done.stderr:
        print('no model file')
        sys.exit(77)
    if done.returncode:
        sys.exit('%s ended with status %d: %s' % (' '.join(prefix) or culpa, done.returncode, done.stderr.decode()))
    return done.stdout


def main():
    culpa, reports = sys.argv[1], sys.argv[2:]
    here = read(culpa=culpa, reports=reports)
    qemu = shutil.which('qemu-x86_64')
    others = {cpu: read(qemu, '-cpu', cpu, culpa=culpa, reports=reports) for cpu in PROCESSORS if qemu}
    wrong = [name for name, out in others.items() if out != here]
    print('%d bytes; the same: %s; not: %s' % (len(here), ', '.join(sorted(others.keys() - set(wrong))), ', '.join(wrong) or 'none'))
    if wrong or not here:
        sys.exit(1)
    if not qemu:
        print('no qemu-x86_64: other processors are not tried')
        sys.exit(77)


if __name__ == '__main__':
    main()

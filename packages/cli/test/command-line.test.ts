import { array, assert, property, string as text } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bool, choice, stringMap, string, strings } from '../src/command/flag.ts';
import { firstOperand, parseArguments } from '../src/command/parse.ts';
import { runFlux } from './run-flux.ts';

const flags = {
  all: bool(false, '', { short: 'A' }),
  wait: bool(true, ''),
  namespace: string('', '', { short: 'n' }),
  label: strings([], ''),
  pair: stringMap(''),
  output: choice(['json', 'yaml'], '', '', { short: 'o' }),
};

const read = (...args: string[]) => parseArguments(args, flags);

describe('flags are read as pflag reads them', () => {
  it('takes values after a space, an equals sign, or at once behind a letter', () => {
    for (const args of [['--namespace', 'a'], ['--namespace=a'], ['-n', 'a'], ['-na'], ['-n=a']]) {
      expect(read(...args).values['namespace']).toBe('a');
    }
  });

  it('lets switches be set and unset, and letters stand together', () => {
    expect(read('-A').values['all']).toBe(true);
    expect(read('--wait=false').values['wait']).toBe(false);
    expect(read('--all=true').values['all']).toBe(true);
    expect(read('-An', 'x').values).toMatchObject({ all: true, namespace: 'x' });
  });

  it('splits lists at commas and adds up what is repeated', () => {
    expect(read('--label', 'a=1,b=2', '--label=c=3').values['label']).toEqual([
      'a=1',
      'b=2',
      'c=3',
    ]);
    expect([...(read('--pair=a=1,b=x=y').values['pair'] as Map<string, string>)]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ]);
  });

  it('mixes flags with operands, up to --', () => {
    const { operands, given } = read('one', '-n', 'a', 'two', '--', '--all');
    expect(operands).toEqual(['one', 'two', '--all']);
    expect([...given]).toEqual(['namespace']);
  });

  it('says what is wrong', () => {
    expect(() => read('--nope')).toThrow('unknown flag: --nope');
    expect(() => read('-x')).toThrow("unknown shorthand flag: 'x' in -x");
    expect(() => read('--namespace')).toThrow('flag needs an argument: --namespace');
    expect(() => read('--output=xml')).toThrow(
      'invalid argument "xml" for "-o, --output" flag: must be one of: json, yaml',
    );
    expect(() => read('--pair=a')).toThrow('a must be formatted as key=value');
  });

  it('never takes a name of the prototype for a flag', () => {
    expect(() => read('--constructor')).toThrow('unknown flag');
    expect(() => read('--__proto__=x')).toThrow('unknown flag');
  });

  it('fails with a usage error or gives every operand back, whatever is typed', () => {
    assert(
      property(array(text({ maxLength: 8 }), { maxLength: 8 }), (args) => {
        try {
          const { operands } = parseArguments(args, flags);
          expect(args).toEqual(expect.arrayContaining([...operands]));
        } catch (error) {
          expect(error).toMatchObject({ name: 'UsageError' });
        }
      }),
    );
  });

  it('finds the first operand past the values of flags', () => {
    expect(firstOperand(['-n', 'ns', 'get'], flags)).toBe(2);
    expect(firstOperand(['--namespace=ns', '-A', 'get'], flags)).toBe(2);
    expect(firstOperand(['--namespace', 'ns'], flags)).toBeUndefined();
  });
});

describe('commands', () => {
  it('are found with flags before and after their names', async () => {
    const before = await runFlux(['-n', 'x', 'get', 'ks', '--help']);
    const after = await runFlux(['get', '--help', 'kustomizations']);
    expect(before.out).toBe(after.out);
    expect(before.out).toContain('flux get kustomizations [name] [flags]');
    expect(before.out).toContain('kustomizations, ks, kustomization');
  });

  it('print their help by `help`, and groups by themselves', async () => {
    expect((await runFlux(['help', 'get'])).out).toBe((await runFlux(['get'])).out);
    expect((await runFlux([])).code).toBe(0);
  });

  it('are suggested when one is mistyped', async () => {
    const { code, err } = await runFlux(['reconsile']);
    expect(code).toBe(1);
    expect(err).toBe('✗ unknown command "reconsile" for "flux"; did you mean \'reconcile\'?\n');
    expect((await runFlux(['get', 'sources', 'gti'])).err).toContain("did you mean 'git'?");
  });

  it('are completed, with their flags and the values of these', async () => {
    expect((await runFlux(['__complete', 'su'])).out).toBe('suspend\n');
    expect((await runFlux(['__complete', 'get', 'sources', ''])).out).toBe('all\ngit\n');
    expect((await runFlux(['__complete', 'get', 'ks', '--show'])).out).toBe('--show-source\n');
    expect((await runFlux(['__complete', 'get', 'ks', '-o', ''])).out).toBe('json\nyaml\n');
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      expect((await runFlux(['completion', shell])).out).toContain('__complete');
    }
  });

  it('say what to do without a kubeconfig', async () => {
    const { code, err } = await runFlux(['get', 'ks'], { env: { HOME: '/nonexistent' }, cwd: '/' });
    expect(code).toBe(1);
    expect(err).toBe(
      "✗ no kubeconfig found: name one with --kubeconfig or KUBECONFIG, or start a local system with 'flux dev'\n",
    );
  });

  it('end with a hint at their help when a flag is wrong', async () => {
    const { code, err } = await runFlux(['get', 'ks', '--nope']);
    expect(code).toBe(1);
    expect(err).toBe(
      "✗ unknown flag: --nope\nrun the command with '--help' to see what it takes\n",
    );
  });
});

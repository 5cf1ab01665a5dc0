import { expect, it } from 'vitest';
import { Cel, compileHealthCheck, toCel } from '../src/index.ts';

it('the example of the README holds', () => {
  const cel = new Cel();
  const program = cel.compile('self.replicas <= 5 && self.image.matches("^ghcr.io/")', {
    variables: ['self'],
    result: 'bool',
  });
  const self = toCel({ replicas: 3, image: 'ghcr.io/org/app:1' });
  expect(program.evaluateBoolean({ self })).toBe(true);
  const check = compileHealthCheck(cel, {
    failed: "status.conditions.exists(c, c.type == 'Ready' && c.status == 'False')",
    current: "status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
  });
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  const object = { apiVersion: 'example.com/v1', kind: 'Widget', status };
  expect(check.statusOf(object).status).toBe('Current');
});

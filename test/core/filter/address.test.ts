import assert from 'node:assert/strict';
import {isIP} from 'node:net';
import {test} from 'node:test';
import fc from 'fast-check';
import {parseAddress, parseNetwork} from '../../../source/core/filter/address.ts';

test('Exactly the texts that are addresses are taken for addresses', () => {
  const unit = fc.constantFrom(...'0123456789abcF:.:', '::', '255.', '1.2.3.4', 'g', '/');
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({maxLength: 20}),
    fc.array(unit, {maxLength: 12}).map((units) => units.join('')),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      assert.equal(parseAddress(candidate) !== undefined, isIP(candidate) > 0, candidate);
    }),
    {numRuns: 5000},
  );
});

test('A network holds its addresses and no others', () => {
  const holds = (network: string, address: string): boolean => {
    const [parsed, bytes] = [parseNetwork(network), parseAddress(address)];
    assert.ok('contains' in parsed, network);
    return bytes !== undefined && parsed.contains(bytes);
  };

  assert.ok(holds('10.1.2.3/8', '10.255.0.1'));
  assert.ok(!holds('10.0.0.0/8', '11.0.0.0'));
  assert.ok(holds('192.0.2.128/25', '192.0.2.200'));
  assert.ok(!holds('192.0.2.128/25', '192.0.2.127'));
  assert.ok(holds('192.0.2.7/32', '192.0.2.7'));
  assert.ok(holds('2001:db8::/33', '2001:db8:7fff::'));
  assert.ok(!holds('2001:db8::/33', '2001:db8:8000::'));
  assert.ok(holds('10.0.0.0/8', '::ffff:10.0.0.1'));
  assert.ok(holds('::ffff:10.0.0.0/104', '10.0.0.1'));
  assert.ok(!holds('::ffff:10.0.0.0/64', '10.0.0.1'));
  assert.ok(!holds('::/0', '10.0.0.1'));
  assert.ok(!holds('0.0.0.0/0', '2001:db8::1'));
});

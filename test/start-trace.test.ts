import assert from 'node:assert/strict';
import {test} from 'node:test';
import {reportOf, startReport, traceStart} from '../source/start-trace.ts';

test('each step says when it was done, how long it took and how much of that was work', () => {
  const report = reportOf([
    {name: 'trailtop: Node started', startTime: 30.04, detail: 28},
    {name: 'trailtop: first frame written', startTime: 230, detail: 178.5},
  ]);
  assert.equal(
    report,
    [
      '   at ms  took ms   cpu ms  start',
      '    30.0     30.0     28.0  Node started',
      '   230.0    200.0    150.5  first frame written',
      '',
    ].join('\n'),
  );
});

test('without TRAILTOP_TRACE nothing is noted and nothing said', () => {
  traceStart('first frame written');
  assert.equal(startReport(), '');
});

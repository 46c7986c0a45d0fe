import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {safe} from '../../source/core/sanitize.ts';
import {printFilter} from '../../source/core/filter.ts';
import {hour} from '../../source/core/time.ts';
import {readConfig} from '../../source/options/config.ts';
import {useConfig, viewNames, type Configured} from '../../source/options/use-config.ts';
import {readOptions, UsageError, type Options} from '../../source/options.ts';
import {noon} from '../support/a-record.ts';

type Env = Readonly<Record<string, string>>;

const localZone = {label: safe('Local'), offset: () => -5 * hour};
const isPath = (word: string) => word.endsWith('.json');

function readWith(argv: readonly string[], env: Env): Options {
  return readOptions(argv, {now: noon, localZone, env, isPath});
}

/** A command line beside a config.json. */
function configured(config: unknown, argv: readonly string[], env: Env = {}): Configured {
  const text = typeof config === 'string' ? config : JSON.stringify(config, null, 2);
  return useConfig(argv, readConfig(text), {
    env,
    isPath,
    faultOf(words) {
      try {
        readWith(words, env);
      } catch (error) {
        if (error instanceof UsageError) {
          return error.message;
        }

        throw error;
      }

      return '';
    },
  });
}

function read(config: unknown, argv: readonly string[], env: Env = {}): Options {
  return readWith(configured(config, argv, env).argv, env);
}

function remarksOf(config: unknown, argv: readonly string[] = [], env: Env = {}) {
  return configured(config, argv, env).remarks.map(({line, message}) => `${line}: ${message}`);
}

describe('a flag wins over the environment, that over the view, that over the defaults', () => {
  const config = {
    defaults: {region: 'eu-west-1', rate: 0.5, since: '3h'},
    views: {web: {region: ['us-west-2', 'us-east-2'], since: '1d', filter: 'user:kim'}},
  };
  const env = {AWS_REGION: 'ap-south-1'};

  test('one after the other', () => {
    assert.deepEqual(read(config, []).regions, ['eu-west-1']);
    assert.deepEqual(read(config, ['@web']).regions, ['us-west-2', 'us-east-2']);
    assert.deepEqual(read(config, ['@web'], env).regions, ['ap-south-1']);
    assert.deepEqual(read(config, [], env).regions, ['ap-south-1']);
    assert.deepEqual(read(config, ['@web', '-r', 'us-east-1'], env).regions, ['us-east-1']);
    assert.deepEqual(read({}, []).regions, []);
  });

  test('where the environment takes something from a view, that is told', () => {
    assert.deepEqual(remarksOf(config, ['@web'], env), [
      '9: view "web": AWS_REGION is set and wins over "region"; --region would win over both',
    ]);
    assert.deepEqual(remarksOf(config, [], env), []);
  });

  test('each for itself: what only the defaults name stays', () => {
    assert.equal(read(config, ['@web']).rate, 0.5);
    assert.deepEqual(read(config, ['@web']).choice, {kind: 'live', span: 24 * hour});
    assert.deepEqual(read(config, ['@web', '--since', '2h']).choice, {
      kind: 'live',
      span: 2 * hour,
    });
    assert.deepEqual(read(config, []).choice, {kind: 'live', span: 3 * hour});
    assert.equal(
      printFilter(read(config, ['@web', '--filter', 'is:login']).filter ?? []),
      'is:login',
    );
  });

  test('a flag that says the same in another way leaves the other out', () => {
    assert.equal(read(config, ['@web', '--around', '11:00']).choice.kind, 'fixed');
    assert.equal(read({defaults: {local: true}}, ['--utc']).zone, 'utc');
    assert.equal(read({defaults: {ascii: true}}, ['--no-ascii']).ascii, false);
    assert.equal(read({defaults: {'no-global': true}}, ['--global']).hasGlobal, true);
    assert.equal(read({defaults: {'no-global': true}}, []).hasGlobal, false);
    assert.equal(read({defaults: {metric: 'NetworkIn'}}, ['--alarm', 'x']).alarm, 'x');
    assert.equal(read({defaults: {output: 'json'}}, ['metrics', '--chart']).isChart, true);
  });

  test('colours of the environment win too', () => {
    assert.equal(read({defaults: {color: 'on'}}, [], {NO_COLOR: '1'}).color, 'auto');
    assert.equal(read({defaults: {color: 'on'}}, []).color, 'on');
  });
});

describe('what a command has no use for is not put before it', () => {
  const config = {
    defaults: {metric: 'NetworkIn', output: 'csv', 'max-events': 500, profile: 'prod', since: '3h'},
  };

  test('the same defaults do for every command', () => {
    for (const argv of [
      [],
      ['events'],
      ['metrics'],
      ['doctor'],
      ['events', 'a.json'],
      ['--demo'],
    ]) {
      assert.deepEqual(remarksOf(config, argv), [], argv.join(' '));
    }

    assert.equal(read(config, ['events']).output, 'csv');
    assert.equal(read(config, ['doctor']).output, undefined);
    assert.equal(read(config, []).metric.metric, 'NetworkIn');
  });

  test('an archive asks no AWS, and begins with all of it', () => {
    const options = read(config, ['a.json']);
    assert.deepEqual([options.profile, options.choice], [undefined, {kind: 'all'}]);
  });

  test('the demo is blind to how AWS is reached', () => {
    const reached = {
      defaults: {profile: 'prod', region: 'eu-west-1', 'endpoint-url': 'https://x.y'},
    };
    const {profile, regions, endpointUrl} = read(reached, ['--demo']);
    assert.deepEqual([profile, regions, endpointUrl], [undefined, [], '']);
  });
});

describe('views', () => {
  test('a preset is a view without a config.json; one of the config wins over it', () => {
    const options = read({}, ['@logins']);
    assert.equal(printFilter(options.filter ?? []), 'is:login');
    assert.equal(options.view, 'all');
    const own = {views: {logins: {filter: 'name:ConsoleLogin'}}};
    assert.equal(printFilter(read(own, ['@logins']).filter ?? []), 'name:ConsoleLogin');
    assert.ok(viewNames().includes('denied'));
  });

  test('a view may stand before or behind a command, and beside paths', () => {
    for (const argv of [
      ['events', '@denied', 'a.json'],
      ['@denied', 'a.json'],
      ['a.json', '@denied'],
    ]) {
      const options = read({}, argv);
      assert.equal(printFilter(options.filter ?? []), 'is:denied');
      assert.deepEqual(options.paths, ['a.json']);
    }

    assert.deepEqual(read({}, ['a.json', '--', '@denied']).paths, ['a.json', '@denied']);
    assert.equal(printFilter(read({}, ['--filter', '@x', '@denied']).filter ?? []), '@x');
  });

  test('what the list of a view shows is a term where there is no list', () => {
    const config = {views: {n: {show: 'notable', filter: 'user:kim'}, w: {show: 'writes'}}};
    assert.equal(printFilter(read(config, ['events', '@n']).filter ?? []), 'is:notable user:kim');
    assert.equal(printFilter(read(config, ['events', '@w']).filter ?? []), 'is:write');
    assert.equal(read(config, ['@w']).view, 'writes');
  });

  test('a view that is not there is said, with the one that was probably meant', () => {
    const config = {views: {night: {}}};
    assert.throws(() => read(config, ['@nigth']), /no such view; did you mean @night\?/v);
    assert.throws(() => read(config, ['@zzzzzz']), /there are @night @writes .*\.\/@zzzzzz/v);
    assert.throws(() => read(config, ['@constructor']), UsageError);
    assert.throws(() => read(config, ['@night', '@logins']), /one view at a time/v);
  });
});

describe('what is wrong is named by its line, and counts for nothing', () => {
  const config = `{
  "defaults": {
    "rate": 9,
    "regoin": "eu-west-1",
    "ascii": "yes",
    "demo": true,
    "until": "now",
    "since": {"a": 1},
    "threshold": 80
  },
  "view": {},
  "refresh": 5,
  "views": {
    "a b": {},
    "list": [],
    "night": {
      "filter": "is:nonsense",
      "show": "everything",
      "since": "2h"
    }
  }
}`;

  test('all of it at once, whether it is used or not', () => {
    const said = remarksOf(config);
    for (const [line, words] of [
      [3, /"rate" takes a number from 0\.05 to 2, not "9"/v],
      [4, /"regoin" is no flag; did you mean "region"\?/v],
      [5, /"ascii" takes true or false/v],
      [6, /"demo" belongs to the command line/v],
      [7, /"until" belongs to a view/v],
      [8, /"since" takes a text or a number/v],
      [11, /"view" is nothing here; did you mean "views"\?/v],
      [12, /"refresh" stands in "defaults"/v],
      [14, /view "a b": a name begins with a letter/v],
      [15, /view "list" takes \{/v],
      [17, /view "night": "filter", column \d+/v],
      [18, /view "night": "show" takes notable, writes, all/v],
    ] as const) {
      const found = said.find((each) => each.startsWith(`${line}: `));
      assert.match(found ?? 'nothing', words);
    }

    assert.equal(said.length, 12);
  });

  test('what is right beside it counts', () => {
    const options = read(config, ['@night']);
    assert.equal(options.threshold, 80);
    assert.equal(options.rate, 1);
    assert.deepEqual(options.choice, {kind: 'live', span: 2 * hour});
  });

  test('of two that do not go together one is left out', () => {
    const two = {defaults: {namespace: 'CWAgent', ascii: true}};
    assert.match(remarksOf(two).join(''), /^3: "namespace" CWAgent has other metrics/v);
    assert.equal(read(two, []).ascii, true);
  });

  test('what is wrong on the command line is not put down to config.json', () => {
    const {argv, remarks} = configured({defaults: {ascii: true}}, ['--rate', '9']);
    assert.deepEqual([argv, remarks], [['--rate', '9'], []]);
  });
});

test('whatever stands in config.json, a right command line stays right', () => {
  const flag = fc.constantFrom(
    ...'rate region since until around filter show ascii local metric namespace dimension stat alarm output'.split(
      ' ',
    ),
  );
  const value = fc.oneof(
    fc.jsonValue({maxDepth: 1}),
    fc.constantFrom('1h', '12:15', 'all', 'us-east-1', 'a=b', '--demo', '-x', '"', "'"),
  );
  const entries = fc.dictionary(flag, value);
  const argv = fc.constantFrom<readonly string[]>([], ['events'], ['metrics'], ['a.json'], ['@v']);
  fc.assert(
    fc.property(entries, entries, argv, (defaults, view, words) => {
      assert.ok(read({defaults, views: {v: view}}, words).command);
    }),
    {numRuns: 150},
  );
});

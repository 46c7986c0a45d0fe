/** Rules of taste that this house decides otherwise; every rule that finds mistakes stays on. */
const off = [
  '@stylistic/no-mixed-operators', // Prettier takes the parentheses away again.
  '@typescript-eslint/class-literal-property-style', // `isTTY = true` is how Node's streams have it.
  '@typescript-eslint/naming-convention', // CloudTrail's keys are eventID, sourceIPAddress, ...
  '@typescript-eslint/no-restricted-types', // JSON has null.
  '@typescript-eslint/prefer-nullish-coalescing', // `a || b` for "a unless empty" is this house's idiom.
  '@typescript-eslint/prefer-readonly-parameter-types',
  '@typescript-eslint/strict-boolean-expressions', // As above.
  'capitalized-comments',
  'complexity', // A reducer's switch is one list, however long.
  'jsdoc/require-asterisk-prefix',
  'n/prefer-global/buffer',
  'no-bitwise', // Facts are bits, chunks are powers of two.
  'no-multi-assign', // `answer = (answers[code] ||= ask())` is one thought.
  'regexp/letter-case',
  'max-params',
  'regexp/prefer-named-capture-group',
  'regexp/prefer-result-array-groups', // `for (const [, name] of ...)` is the shortest way to a group.
  'regexp/sort-character-class-elements',
  'regexp/unicode-escape',
  'regexp/unicode-property',
  'unicorn/consistent-boolean-name',
  'unicorn/consistent-class-member-order',
  'unicorn/consistent-conditional-object-spread',
  'unicorn/logical-assignment-operators', // `a = a && f(a)` says what it does; `&&=` makes one think.
  'unicorn/max-nested-calls',
  'unicorn/no-array-reverse',
  'unicorn/no-array-sort',
  'unicorn/no-break-in-nested-loop', // A switch in a loop is plain enough.
  'unicorn/no-declarations-before-early-exit', // What one object gives is taken apart once.
  'unicorn/no-duplicate-loops', // A filter in the loop's head is read as one sentence.
  'unicorn/no-immediate-mutation', // Lists are begun, then grow under conditions.
  'unicorn/no-nested-ternary',
  'unicorn/no-non-function-verb-prefix', // AWS's actions are called GetMetricData and so on.
  'unicorn/no-null',
  'unicorn/no-object-as-default-parameter',
  'unicorn/no-return-array-push',
  'unicorn/no-unsafe-string-replacement',
  'unicorn/prefer-continue', // An `if` around two lines needs no jump.
  'unicorn/prefer-early-return',
  'unicorn/prefer-global-number-constants',
  'unicorn/prefer-iterator-helpers',
  'unicorn/prefer-iterator-to-array',
  'unicorn/prefer-minimal-ternary', // Two whole sentences are read more easily than one with a hole.
  'unicorn/prefer-simple-condition-first', // Conditions stand in the order in which they are thought.
  'unicorn/prefer-string-raw', // One backslash does not earn a tag.
  'unicorn/prefer-ternary',
  'unicorn/prefer-unicode-code-point-escapes',
  'unicorn/single-line-block-comment-style',
];

/** In tests: node:test's `test()` returns a promise that its runner awaits; helpers assert for a test. */
const offInTests = [
  '@typescript-eslint/no-floating-promises',
  'node-test/consistent-test-context-name',
  'node-test/no-compound-assertion',
  'node-test/no-conditional-assertion',
  'node-test/no-import-test-files',
  'node-test/prefer-test-context-assert',
  'node-test/require-assertion',
  'node-test/no-skip-test', // Real data, `aws` and tmux may be absent.
  'node-test/require-throws-expectation',
  'no-await-in-loop',
  'unicorn/no-await-expression-member',
];

/** Benches and scripts run one thing after the other, and borrow the tests' fake terminal and demo state. */
const offInTools = [
  // bench/ has a package.json for its rivals; the program's own packages are those of the root.
  'import-x/no-extraneous-dependencies',
  'n/no-extraneous-import',
  'no-await-in-loop',
  'node-test/no-import-test-files',
];

const offInManifest = [
  'package-json/consistent-path-prefix', // npm takes the `./` of `bin` away again, with a warning.
  'package-json/dependency-version-range', // A beta is pinned.
  'package-json/no-overrides-in-published-package', // They are for the tools of this repository.
];

const rules = (names) => Object.fromEntries(names.map((name) => [name, 'off']));

/** @type {import('xo').FlatXoConfig} */
export default [
  {ignores: ['dist']},
  {space: 2, prettier: 'compat'},
  {
    rules: {
      ...rules(off),
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {considerDefaultExhaustiveForUnions: true},
      ],
    },
  },
  {files: ['package.json'], rules: rules(offInManifest)},
  // A third of a million rows: a loop by index is several times as fast as one over entries.
  {
    files: ['source/core/event-store/**', 'source/core/event-store.ts'],
    rules: rules(['unicorn/no-for-loop']),
  },
  {files: ['test/**'], rules: rules(offInTests)},
  // What the tests stand on is held like the source.
  {files: ['test/support/**'], rules: {'no-await-in-loop': 'error'}},
  {files: ['bench/**', 'scripts/**'], rules: rules(offInTools)},
];

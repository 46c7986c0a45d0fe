/** Rules of taste that this house decides otherwise; every rule that finds mistakes stays on. */
const off = [
  '@stylistic/no-mixed-operators', // Prettier takes the parentheses away again.
  '@typescript-eslint/naming-convention', // CloudTrail's keys are eventID, sourceIPAddress, ...
  '@typescript-eslint/no-restricted-types', // JSON has null.
  '@typescript-eslint/prefer-readonly-parameter-types',
  '@typescript-eslint/strict-boolean-expressions', // `a || b` for "a unless empty" is this house's idiom.
  'capitalized-comments',
  'jsdoc/require-asterisk-prefix',
  'n/prefer-global/buffer',
  'regexp/letter-case',
  'max-params',
  'regexp/prefer-named-capture-group',
  'regexp/sort-character-class-elements',
  'regexp/unicode-escape',
  'regexp/unicode-property',
  'unicorn/consistent-boolean-name',
  'unicorn/consistent-class-member-order',
  'unicorn/consistent-conditional-object-spread',
  'unicorn/max-nested-calls',
  'unicorn/no-array-reverse',
  'unicorn/no-array-sort',
  'unicorn/no-nested-ternary',
  'unicorn/no-null',
  'unicorn/no-object-as-default-parameter',
  'unicorn/no-unsafe-string-replacement',
  'unicorn/prefer-early-return',
  'unicorn/prefer-global-number-constants',
  'unicorn/prefer-iterator-helpers',
  'unicorn/prefer-iterator-to-array',
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

const rules = (names) => Object.fromEntries(names.map((name) => [name, 'off']));

/** @type {import('xo').FlatXoConfig} */
export default [
  {ignores: ['dist']},
  {space: 2, prettier: 'compat'},
  {rules: rules(off)},
  {files: ['test/**'], rules: rules(offInTests)},
];

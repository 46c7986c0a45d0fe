/** Rules of taste that this house decides otherwise; every rule that finds mistakes stays on. */
const off = [
  '@typescript-eslint/naming-convention', // CloudTrail's keys are eventID, sourceIPAddress, ...
  '@typescript-eslint/no-restricted-types', // JSON has null.
  '@typescript-eslint/prefer-readonly-parameter-types',
  '@stylistic/no-mixed-operators', // Prettier takes the parentheses away again.
  'capitalized-comments',
  'jsdoc/require-asterisk-prefix',
  'regexp/unicode-escape',
  'unicorn/consistent-boolean-name',
  'unicorn/consistent-conditional-object-spread',
  'unicorn/max-nested-calls',
  'unicorn/no-null',
  'unicorn/prefer-global-number-constants',
  'unicorn/prefer-ternary',
  'unicorn/prefer-unicode-code-point-escapes',
  'unicorn/single-line-block-comment-style',
  'unicorn/no-array-sort',
  'unicorn/no-array-reverse',
];

/** @type {import('xo').FlatXoConfig} */
export default [
  {ignores: ['dist']},
  {space: 2, prettier: 'compat'},
  {rules: Object.fromEntries(off.map((rule) => [rule, 'off']))},
];

export default {
  printWidth: 100,
  singleQuote: true,
  bracketSpacing: false,
  trailingComma: 'all',
};

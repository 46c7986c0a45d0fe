const config = {
  printWidth: 100,
  singleQuote: true,
  bracketSpacing: false,
  trailingComma: 'all',
};

export default config;

/** Words that other query languages have and this one has not, and what to write instead. */
export const operators: ReadonlyMap<string, string> = new Map([
  ['AND', 'leave it out: terms side by side must all hold'],
  ['&&', 'leave it out: terms side by side must all hold'],
  ['OR', 'a comma means or: user:kim,lee'],
  ['||', 'a comma means or: user:kim,lee'],
  ['NOT', 'a minus means not: -user:kim'],
  ['==', 'write field:value'],
  ['=', 'write field:value'],
  ['!=', 'write -field:value'],
]);

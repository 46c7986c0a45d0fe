/** What `--help` prints below the description. */
export const help = `
  Usage
    trailtop [flags] [path ...]          the monitor; with paths, archived events
    trailtop events [flags] [path ...]   the same events, printed
    trailtop doctor [flags]              what works, what is missing, what it costs you

  Start
    --demo                 play incidents from an endpoint inside trailtop
    --demo-port N          keep that endpoint at a known port

  AWS
    -p, --profile NAME     a profile of the AWS configuration
    -r, --region NAME      repeatable, a comma list, or all
    --no-global            do not watch us-east-1 for global services
    --endpoint-url URL     for every service
    -i, --instance ID      chart this instance; repeatable
    --refresh SECONDS      between looks at the newest events (default 4)
    --rate N               LookupEvents calls a second (default 1)
    --max-events N         events kept live (default 100000); the oldest go

  Printing (events, doctor)
    --output FORMAT        table, jsonl, json or csv; a table on a terminal
    --follow               oldest first, then each new event as it comes
    --max-items N          so many events at the most
    --lookup-attributes AttributeKey=...,AttributeValue=...

  Time and filter
    --since 1h             15m, 2d, 12:15 or an ISO time
    --until now            the end of the range
    --filter 'QUERY'       name:Run* user:kim -via:console is:denied
    --time-column NAME     the column of a CSV that holds the time
    --utc, --local         the zone that times are shown in (default UTC)

  Terminal
    --ascii, --plain       ASCII only; one line an event, no screen
    --color auto|on|off    NO_COLOR is honoured
    --help, --version
`;

/** Every flag, as meow reads it. Values that are checked by ourselves are strings. */
export const flags = {
  demo: {type: 'boolean', default: false},
  demoPort: {type: 'number'},
  profile: {type: 'string', shortFlag: 'p'},
  region: {type: 'string', shortFlag: 'r', isMultiple: true},
  global: {type: 'boolean', default: true},
  endpointUrl: {type: 'string'},
  instance: {type: 'string', shortFlag: 'i', isMultiple: true},
  refresh: {type: 'string', default: 'auto'},
  rate: {type: 'string', default: '1'},
  maxEvents: {type: 'string', default: '100000'},
  output: {type: 'string'},
  follow: {type: 'boolean', default: false},
  maxItems: {type: 'string'},
  lookupAttributes: {type: 'string'},
  since: {type: 'string'},
  until: {type: 'string'},
  filter: {type: 'string'},
  timeColumn: {type: 'string'},
  utc: {type: 'boolean', default: false},
  local: {type: 'boolean', default: false},
  ascii: {type: 'boolean', default: false},
  plain: {type: 'boolean', default: false},
  color: {type: 'string', default: 'auto'},
} as const;

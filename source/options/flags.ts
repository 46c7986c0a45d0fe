/** What `--help` prints below the description. */
export const help = `
  Usage
    trailtop [flags] [path ...]          the monitor; with paths, archived events
    trailtop [flags] AKIA...|ASIA...|AROA...|i-...|arn:...|address
                                         the same, starting there (events too)
    trailtop events [flags] [path ...]   the same events, printed
    trailtop metrics [flags] [i-...]     the datapoints of the chart, printed
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
    --metric NAME          CPUUtilization, NetworkIn ...; m chooses
    --stat Average         Maximum, Minimum, Sum, SampleCount, p95 ...
    --period auto          60, 5m, 1h: what the age of the range still has
    --namespace AWS/EC2    any other, with --metric
    --dimension NAME=VALUE beside -i or instead of it; repeatable
    --alarm NAME           what an alarm watches, around its last change
    --threshold N          draw a line at a level
    --refresh SECONDS      between looks at the newest events (default 5)
    --rate N               LookupEvents calls a second (default 1)
    --max-events N         events kept live (default 100000); the oldest go

  Printing (events, metrics, doctor)
    --output FORMAT        table, jsonl, json or csv; a table on a terminal
    --follow               oldest first, then each new one as it comes
    --chart                metrics: the chart once, for a ticket
    --max-items N          so many events at the most
    --count-by FIELD,...   how often values occur: user,name
    --lookup-attributes AttributeKey=...,AttributeValue=...

  Time and filter
    --since 1h             15m, 2d, 12:15 or an ISO time
    --until now            the end of the range
    --around 12:15         the hour around a moment
    --start-time, --end-time  since and until, as the AWS CLI calls them
    --filter 'QUERY'       name:Run* user:kim -via:console is:denied
    --time-column NAME     the column of a CSV that holds the time
    --metrics-from FILE    a recorded series under archived events: a CSV of
                           timestamp,value[,series]
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
  metric: {type: 'string'},
  stat: {type: 'string'},
  period: {type: 'string'},
  namespace: {type: 'string'},
  dimension: {type: 'string', isMultiple: true},
  alarm: {type: 'string'},
  threshold: {type: 'string'},
  refresh: {type: 'string', default: 'auto'},
  rate: {type: 'string', default: '1'},
  maxEvents: {type: 'string', default: '100000'},
  output: {type: 'string'},
  follow: {type: 'boolean', default: false},
  chart: {type: 'boolean', default: false},
  maxItems: {type: 'string'},
  countBy: {type: 'string'},
  lookupAttributes: {type: 'string'},
  since: {type: 'string'},
  until: {type: 'string'},
  startTime: {type: 'string'},
  endTime: {type: 'string'},
  around: {type: 'string'},
  filter: {type: 'string'},
  timeColumn: {type: 'string'},
  metricsFrom: {type: 'string'},
  utc: {type: 'boolean', default: false},
  local: {type: 'boolean', default: false},
  ascii: {type: 'boolean', default: false},
  plain: {type: 'boolean', default: false},
  color: {type: 'string', default: 'auto'},
} as const;

import {day, minute} from '../../core/time.ts';
import type {Sample, WorldMetric} from '../world.ts';
import type {Account} from './account.ts';
import {cpuOf, sampleMachine, type Cpu} from './cpu.ts';
import {firstSample, sampleInterval, type Load, type Machine} from './machine.ts';
import {keyOf, uniform} from './random.ts';
import {recentWorkers, workerById, workersWithin} from './workers.ts';

type Meter = {
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  /** The value of one minute: key of the machine, minute, CPU in percent. */
  readonly value: (key: number, time: number, cpu: number) => number;
  /** Status checks come every minute, whatever the monitoring. */
  readonly interval?: 60;
};

/** Bytes or counts a minute that go with the load, and some that do not. */
function traffic(idle: number, perPercent: number): Meter['value'] {
  return (key, time, cpu) =>
    Math.round((idle + perPercent * cpu) * (0.8 + 0.4 * uniform(key, time / minute)));
}

const ec2 = 'AWS/EC2';
const nothing = () => 0;
const meters: readonly Meter[] = [
  {namespace: ec2, name: 'CPUUtilization', unit: 'Percent', value: (_key, _time, cpu) => cpu},
  {namespace: ec2, name: 'NetworkIn', unit: 'Bytes', value: traffic(40_000, 61_000)},
  {namespace: ec2, name: 'NetworkOut', unit: 'Bytes', value: traffic(25_000, 48_000)},
  {namespace: ec2, name: 'NetworkPacketsIn', unit: 'Count', value: traffic(110, 95)},
  {namespace: ec2, name: 'NetworkPacketsOut', unit: 'Count', value: traffic(90, 82)},
  {namespace: ec2, name: 'DiskReadBytes', unit: 'Bytes', value: nothing},
  {namespace: ec2, name: 'DiskWriteBytes', unit: 'Bytes', value: nothing},
  {namespace: ec2, name: 'EBSReadBytes', unit: 'Bytes', value: traffic(4096, 9200)},
  {namespace: ec2, name: 'EBSWriteBytes', unit: 'Bytes', value: traffic(180_000, 14_000)},
  {namespace: ec2, name: 'StatusCheckFailed', unit: 'Count', value: nothing, interval: 60},
  {namespace: ec2, name: 'StatusCheckFailed_Instance', unit: 'Count', value: nothing, interval: 60},
  {namespace: ec2, name: 'StatusCheckFailed_System', unit: 'Count', value: nothing, interval: 60},
];

const memory: Meter = {
  namespace: 'CWAgent',
  name: 'mem_used_percent',
  unit: 'Percent',
  interval: 60,
  value: (key, time, cpu) => Math.round((52 + cpu / 6 + uniform(key, time / minute)) * 100) / 100,
};

/** The measurements of the account's machines. */
export class Metrics {
  readonly #account: Account;
  readonly #machines: ReadonlyMap<string, Machine>;
  readonly #loads: readonly Load[];

  constructor(account: Account, machines: readonly Machine[], loads: readonly Load[]) {
    this.#account = account;
    this.#machines = new Map(machines.map((machine) => [machine.id, machine]));
    this.#loads = loads;
  }

  #cpu(machine: Machine): Cpu {
    return cpuOf(this.#account.seed, machine, this.#loads);
  }

  #measured(
    meter: Meter,
    dimension: string,
    value: string,
    since: number,
    until: number,
  ): readonly Machine[] {
    if (meter === memory && value !== this.#account.machines.database) {
      return [];
    }

    if (dimension === 'InstanceId') {
      const machine = this.#machines.get(value) ?? workerById(this.#account, value)?.machine;
      return machine ? [machine] : [];
    }

    if (dimension !== 'AutoScalingGroupName') {
      return [];
    }

    return value === 'jobs'
      ? workersWithin(this.#account, since, until).map(({machine}) => machine)
      : this.#machines
          .values()
          .filter(({autoScalingGroup}) => value !== '' && autoScalingGroup === value)
          .toArray();
  }

  /** Metrics that have sent data in the two weeks before `now`: of each machine, then of the scaling groups. */
  list(now: number): readonly WorldMetric[] {
    const standing = this.#machines
      .values()
      .filter((machine) => firstSample(machine) < now && machine.endedAt > now - 14 * day)
      .toArray();
    const single = [...standing, ...recentWorkers(this.#account, now)].flatMap((machine) =>
      meters.map((meter) => metricOf(meter, 'InstanceId', machine.id, sampleInterval(machine))),
    );
    const groups = (
      [
        ['web', 60],
        ['jobs', 300],
      ] as const
    ).flatMap(([group, interval]) =>
      meters.map((meter) => metricOf(meter, 'AutoScalingGroupName', group, interval)),
    );
    const {database} = this.#account.machines;
    return [...single, ...groups, metricOf(memory, 'InstanceId', database, 60)];
  }

  /** Samples of one metric, oldest first; a group's metric has a sample of each member, so several at one time. */
  samples(metric: WorldMetric, since: number, until: number): readonly Sample[] {
    const meter = [...meters, memory].find(
      ({namespace, name}) => namespace === metric.namespace && name === metric.name,
    );
    const [dimension, ...others] = metric.dimensions;
    if (!meter || !dimension || others.length > 0 || !(since < until)) {
      return [];
    }

    const machines = this.#measured(meter, dimension.Name, dimension.Value, since, until);
    const samples = machines.flatMap((machine) => {
      const key = keyOf(this.#account.seed, machine.id, meter.name);
      return sampleMachine(
        machine,
        this.#cpu(machine),
        (time, cpu) => meter.value(key, time, cpu),
        [since, until],
        meter.interval ?? sampleInterval(machine),
      );
    });
    return machines.length > 1 ? samples.sort((a, b) => a.time - b.time) : samples;
  }
}

function metricOf(meter: Meter, Name: string, Value: string, interval: 60 | 300): WorldMetric {
  return {
    namespace: meter.namespace,
    name: meter.name,
    dimensions: [{Name, Value}],
    unit: meter.unit,
    interval: meter.interval ?? interval,
  };
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` tells. */
export class Metrics {
  readonly registry = new Registry();
  readonly entries = new Counter({
    name: 'ledger_entries_total',
    help: 'Entries stored',
    registers: [this.registry],
  });
  readonly refused = new Counter({
    name: 'sync_refused_total',
    help: 'Updates refused, by code',
    labelNames: ['code'],
    registers: [this.registry],
  });
  readonly connections: Gauge;
  readonly requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['route', 'status'],
    registers: [this.registry],
  });

  constructor(connections: () => number) {
    collectDefaultMetrics({ register: this.registry });
    this.connections = new Gauge({
      name: 'sync_connections',
      help: 'Open sync connections',
      registers: [this.registry],
      collect() {
        this.set(connections());
      },
    });
  }
}

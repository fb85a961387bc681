import { mkdirSync } from 'node:fs';
import Fastify from 'fastify';
import { pino } from 'pino';
import type { GateCounters } from '../../domain/gate-day.ts';
import { type Office, Rejection } from '../../sync-server/office.ts';
import { openOffice } from '../../sync-server/server.ts';

/** An office on a folder with real files and a real port, and only the intake that a test asks for. */
export const MILL = '91410802MA9TEST075';
export const QUARRY = '91410803MA9TEST083';

export interface Small {
  office: Office;
  url: string;
  operator: string;
  close(): Promise<void>;
  post(path: string, body: unknown, token?: string | null): Promise<{ status: number; body: Reply }>;
}
export interface Reply {
  accepted: number;
  duplicates: number;
  refused: { index: number; id: string | null; field: string; reason: string }[];
  error?: string;
}

interface Part {
  flush(): void;
  close(): void;
}

export async function smallOffice(
  folder: string,
  register: (app: ReturnType<typeof Fastify>, office: Office) => Part,
  now: () => number = Date.now,
): Promise<Small & { part: Part }> {
  mkdirSync(folder, { recursive: true });
  const office = openOffice(folder, now, pino({ level: 'silent' }));
  const app = Fastify({ bodyLimit: 1024, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const status =
      error instanceof Rejection ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    return reply.code(status).send({ error: (error as Error).message });
  });
  const part = register(app, office);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const [enterprise, county] of [
    [MILL, '410802'],
    [QUARRY, '410803'],
  ] as const) {
    if (office.replica.state('enterprise', 'registry', enterprise)) continue;
    const body = { enterprise, name: `示例企业${county}`, tier: 'key_dual_high', county, gates: ['1', '2'] };
    office.record('registry', 'enterprise.registered', enterprise, body);
  }
  const operator = token(office, 'operator', [MILL]);
  return {
    office,
    url,
    operator,
    part,
    async close() {
      part.close();
      await app.close();
      office.replica.close();
    },
    async post(path, body, key = operator) {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body:
          typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Reply };
    },
  };
}

export function token(office: Office, role: string, enterprises: 'all' | string[] = [], name = role): string {
  return office.tokens.issue({ role, name, person: null, device: null, enterprises });
}

/** Counters as the gauge has them; null where it has none. */
export function counters(office: Office, day: string, enterprise = MILL): GateCounters | null {
  const value = office.replica.gauge(`gates/${day}`)?.get(enterprise);
  return (value as GateCounters | undefined) ?? null;
}

/** A tractor with a green plate that leaves by gate 1 at a time of 2024-11-30. */
export function passage(id: string, time = '08:15:30', more: Record<string, unknown> = {}) {
  return {
    id,
    enterprise: MILL,
    gate: '1',
    direction: 'out',
    at: `2024-11-30T${time}+08:00`,
    released: true,
    releaseMode: 'auto',
    plate: `豫H${String(Number(id.replace(/\D/g, '')) % 100_000).padStart(5, '0')}D`,
    plateColor: { system: 'JTT', code: '93' },
    vehicleType: 'Q11',
    ...more,
  };
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  FAIL,
  RET,
  readEnvelope,
  readInner,
  readOrder,
  readStations,
  readStatuses,
  readTokenRequest,
} from '../../domain/tcec.ts';
import type { Office } from '../office.ts';
import { bearer } from '../tokens.ts';
import { Connectors } from './connectors.ts';
import type { Intake } from './feed.ts';
import { type Operator, Operators, TOKEN_SECONDS } from './operators.ts';
import { startPolls } from './polls.ts';
import { decrypt, encrypt, sameSignature, signature } from './tcec-crypto.ts';

interface Answer {
  Ret: number;
  Msg: string;
  Data: string;
  Sig: string;
}

/** A request that is answered with a return code of T/CEC 102 (DOMAIN.md 1.3). */
class Fail extends Error {
  readonly ret: number;
  constructor(ret: number, message: string) {
    super(message);
    this.ret = ret;
  }
}

function answer(operator: Operator | null, ret: number, msg: string, data: unknown): Answer {
  const text = operator && data !== null ? encrypt(JSON.stringify(data), operator) : '';
  return { Ret: ret, Msg: msg, Data: text, Sig: operator ? signature([ret, msg, text], operator) : '' };
}

/** What an interface does with the decrypted data; returns the data of the answer. */
type Take = (operator: Operator, data: unknown) => unknown;

/** Charging operators' intake (CONTRACT.md, Intake: chargers): `/evcs/v1/…`, and the office's own polls of them. */
export function registerChargers(
  app: FastifyInstance,
  office: Office,
  pace: { everyMs?: number; pollMs?: number } = {},
): Intake {
  const operators = new Operators(office.replica.db);
  const connectors = new Connectors(office, operators, pace.everyMs);
  const polls = startPolls(office, operators, connectors, pace.pollMs);
  const serve = (path: string, take: Take, needsToken = true) =>
    app.post(`/evcs/v1/${path}`, { bodyLimit: 8 * 1024 * 1024 }, async (request) => {
      let operator: Operator | null = null;
      try {
        const envelope = readEnvelope(bodyOf(request));
        if (!envelope.ok) throw new Fail(RET.fields, `${envelope.problem.field}: ${envelope.problem.reason}`);
        const { operatorId, data, timeStamp, seq, sig } = envelope.value;
        const named = operators.get(operatorId);
        if (!named) throw new Fail(RET.fields, `OperatorID: ${operatorId} is not known here`);
        operator = named;
        if (!sameSignature(sig, signature([operatorId, data, timeStamp, seq], named)))
          throw new Fail(RET.signature, 'Sig does not fit');
        const now = office.now();
        if (needsToken && !operators.holdsToken(operatorId, bearer(request.headers.authorization), now))
          throw new Fail(RET.token, 'the token is unknown or has ended');
        const plain = decrypt(data, named);
        const inner = plain === null ? null : readInner(plain);
        if (!inner?.ok) throw new Fail(RET.business, 'Data: not JSON under this operator’s keys');
        return answer(
          operator,
          RET.ok,
          '',
          office.replica.write(() => take(named, inner.value)),
        );
      } catch (error) {
        if (error instanceof Fail) return answer(operator, error.ret, error.message, null);
        office.log.error({ error }, 'a charging operator’s request failed');
        return answer(operator, RET.server, 'the office failed', null);
      }
    });

  serve(
    'query_token',
    (operator, data) => {
      const asked = readTokenRequest(data);
      if (!asked.ok) throw new Fail(RET.business, `${asked.problem.field}: ${asked.problem.reason}`);
      const none = { OperatorID: operator.id, SuccStat: 1, AccessToken: '', TokenAvailableTime: 0 };
      if (asked.value.operatorId !== operator.id) return { ...none, FailReason: FAIL.noOperator };
      if (asked.value.secret !== operator.secret) return { ...none, FailReason: FAIL.wrongSecret };
      const token = operators.issueToken(operator.id, office.now());
      return {
        OperatorID: operator.id,
        SuccStat: 0,
        AccessToken: token,
        TokenAvailableTime: TOKEN_SECONDS,
        FailReason: FAIL.none,
      };
    },
    false,
  );
  serve('notification_stationInfo', (operator, data) => {
    const { values, bad } = readStations(data);
    refuseBad(bad);
    for (const station of values) refuseStrange(connectors.strange(operator.id, 'station', station.id));
    for (const station of values) connectors.takeStation(operator.id, station);
    connectors.hear(operator.id);
    return { Status: 0 };
  });
  serve('notification_stationStatus', (operator, data) => {
    const { values, bad } = readStatuses(data);
    refuseBad(bad);
    for (const status of values)
      refuseStrange(connectors.strange(operator.id, 'connector', status.connectorId));
    for (const status of values) connectors.takeStatus(operator.id, status, office.now());
    connectors.hear(operator.id);
    return { Status: 0 };
  });
  serve('notification_charge_order_info', (operator, data) => {
    const order = readOrder(data);
    if (!order.ok) throw new Fail(RET.business, `${order.problem.field}: ${order.problem.reason}`);
    refuseStrange(connectors.strange(operator.id, 'connector', order.value.connectorId));
    connectors.takeOrder(operator.id, order.value);
    connectors.hear(operator.id);
    return { StartChargeSeq: order.value.id, ConnectorID: order.value.connectorId, ConfirmResult: 0 };
  });
  return {
    flush: () => connectors.publish(),
    close() {
      polls.close();
      connectors.close();
    },
  };
}

/** The standard asks for application/json;charset=utf-8; some send text or nothing at all. */
function bodyOf(request: FastifyRequest): unknown {
  return request.body ?? null;
}

function refuseBad(bad: { index: number; field: string; reason: string }[]): void {
  const first = bad[0];
  if (first) throw new Fail(RET.business, `record ${first.index}: ${first.field}: ${first.reason}`);
}

function refuseStrange(reason: string | null): void {
  if (reason !== null) throw new Fail(RET.business, reason);
}

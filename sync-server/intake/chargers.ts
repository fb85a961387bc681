import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type Envelope,
  FAIL,
  type Problem,
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

/** What an interface does with the decrypted data; names what it refuses, and returns the data of the answer. */
type Take = (operator: Operator, data: unknown, refused: string[]) => unknown;

const MOST_BYTES = 8 * 1024 * 1024;

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
    app.register(async (plain) => {
      // The standard asks for application/json;charset=utf-8; some send text, or nothing at all.
      plain.removeAllContentTypeParsers();
      plain.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) =>
        done(null, body),
      );
      plain.post(`/evcs/v1/${path}`, { bodyLimit: MOST_BYTES }, async (request) => {
        let operator: Operator | null = null;
        try {
          const envelope = readEnvelope(bodyOf(request));
          if (!envelope.ok) throw new Fail(RET.fields, textOf(envelope.problem));
          operator = operators.get(envelope.value.operatorId);
          if (!operator)
            throw new Fail(RET.fields, `OperatorID: ${envelope.value.operatorId} is not known here`);
          const token = needsToken ? { given: bearer(request.headers.authorization) } : null;
          const inner = open(operator, envelope.value, token);
          return serveInner(operator, inner, take);
        } catch (error) {
          if (error instanceof Fail) {
            office.log.info(
              { operator: operator?.id, path, ret: error.ret, reason: error.message },
              'refused',
            );
            return answer(operator, error.ret, error.message, null);
          }
          office.log.error({ error }, 'a charging operator’s request failed');
          return answer(operator, RET.server, 'the office failed', null);
        }
      });
    });
  /** Signature, then token, then what is inside. @throws {Fail} */
  const open = (operator: Operator, envelope: Envelope, token: { given: string | null } | null): unknown => {
    const { data, timeStamp, seq, sig } = envelope;
    if (!sameSignature(sig, signature([operator.id, data, timeStamp, seq], operator)))
      throw new Fail(RET.signature, 'Sig does not fit');
    if (token && !operators.holdsToken(operator.id, token.given, office.now()))
      throw new Fail(RET.token, 'the token is unknown or has ended');
    const text = decrypt(data, operator);
    const inner = text === null ? null : readInner(text);
    if (!inner?.ok) throw new Fail(RET.business, 'Data: not JSON under this operator’s keys');
    return inner.value;
  };
  /** Good records are stored though others beside them are refused. */
  const serveInner = (operator: Operator, inner: unknown, take: Take): Answer => {
    const refused: string[] = [];
    const data = office.replica.write(() => take(operator, inner, refused));
    return refused.length
      ? answer(operator, RET.business, refused.join('; ').slice(0, 500), null)
      : answer(operator, RET.ok, '', data);
  };

  serve('query_token', (operator, data) => giveToken(operators, operator, data, office.now()), false);
  serve('notification_stationInfo', (operator, data, refused) => {
    const { values, bad } = readStations(data);
    for (const each of bad) refused.push(`record ${each.index}: ${textOf(each)}`);
    for (const station of values) {
      const strange = connectors.strangeStation(operator.id, station);
      if (strange === null) connectors.takeStation(operator.id, station);
      else refused.push(strange);
    }
    connectors.hear(operator.id);
    return { Status: 0 };
  });
  serve('notification_stationStatus', (operator, data, refused) => {
    const { values, bad } = readStatuses(data);
    for (const each of bad) refused.push(`record ${each.index}: ${textOf(each)}`);
    for (const status of values) {
      const strange = connectors.strange(operator.id, status.connectorId);
      if (strange === null) connectors.takeStatus(operator.id, status, office.now());
      else refused.push(strange);
    }
    connectors.hear(operator.id);
    return { Status: 0 };
  });
  serve('notification_charge_order_info', (operator, data) => {
    const order = readOrder(data);
    if (!order.ok) throw new Fail(RET.business, textOf(order.problem));
    const { id, connectorId } = order.value;
    const strange = connectors.strange(operator.id, connectorId);
    if (strange !== null) throw new Fail(RET.business, strange);
    connectors.takeOrder(operator.id, order.value);
    connectors.hear(operator.id);
    return { StartChargeSeq: id, ConnectorID: connectorId, ConfirmResult: 0 };
  });
  return {
    flush: () => connectors.publish(),
    close() {
      polls.close();
      connectors.close();
    },
  };
}

/** Null for what is no JSON: the envelope's reader says what it lacks. */
function bodyOf(request: FastifyRequest): unknown {
  try {
    return JSON.parse(String(request.body));
  } catch {
    return null;
  }
}

const textOf = ({ field, reason }: Problem): string => `${field}: ${reason}`;

/** The answer of query_token: a wrong secret is told in the data, not by Ret. @throws {Fail} 4004 */
function giveToken(operators: Operators, operator: Operator, data: unknown, now: number): unknown {
  const asked = readTokenRequest(data);
  if (!asked.ok) throw new Fail(RET.business, textOf(asked.problem));
  const none = { OperatorID: operator.id, SuccStat: 1, AccessToken: '', TokenAvailableTime: 0 };
  if (asked.value.operatorId !== operator.id) return { ...none, FailReason: FAIL.noOperator };
  if (asked.value.secret !== operator.secret) return { ...none, FailReason: FAIL.wrongSecret };
  const AccessToken = operators.issueToken(operator.id, now);
  return { ...none, SuccStat: 0, AccessToken, TokenAvailableTime: TOKEN_SECONDS, FailReason: FAIL.none };
}

import { UsageError } from '../command/command.ts';
import { contract, isName } from '../domain/contract.ts';

/** What stands on a command line for the contract's names and parameters. */
const names = (...kinds: ('query' | 'act' | 'errand')[]) =>
  Object.entries(contract)
    .filter(([, each]) => kinds.includes(each.kind))
    .map(([name]) => name)
    .join(', ');

/** @throws {UsageError} */
export function queryName(text: string): string {
  if (isName(text) && contract[text].kind === 'query') return text;
  throw new UsageError(`${text}: no such query; there are ${names('query')}`);
}

/** @throws {UsageError} */
export function actName(text: string): string {
  if (isName(text) && contract[text].kind !== 'query') return text;
  throw new UsageError(`${text}: no such act; there are ${names('act', 'errand')}`);
}

/** @throws {UsageError} where it is no JSON object. */
export function inputOf(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the parameters are not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError('the parameters must be one JSON object');
  return value as Record<string, unknown>;
}

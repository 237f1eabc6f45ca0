import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../triggers/store/records';
import type { ConditionalUpdate } from '../../../triggers/store/table';

/** Whether a record meets a condition, for the part of DynamoDB's language that updates of users use. */
export function meets(
  item: Item | undefined,
  { ConditionExpression, ExpressionAttributeValues: values }: ConditionalUpdate,
): boolean {
  const tokens = ConditionExpression.match(/\w+\(\w+\)|:?\w+|[()]|[<>=]+/g) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? '';
  const operand = (token: string): number | string | undefined => {
    const [, sized] = /^size\((\w+)\)$/.exec(token) ?? [];
    if (sized) return sizeOf(item?.[sized]);
    const value = token.startsWith(':') ? values[token] : item?.[token];
    return value?.N === undefined ? value?.S : Number(value.N);
  };
  const term = (): boolean => {
    const token = take();
    if (token === '(') {
      const inside = or();
      if (take() !== ')') throw new Error(`Unbalanced: ${ConditionExpression}`);
      return inside;
    }
    const [, missing] = /^attribute_not_exists\((\w+)\)$/.exec(token) ?? [];
    if (missing) return item?.[missing] === undefined;
    const [left, operator, right] = [operand(token), take(), operand(take())];
    // Comparing with what is not there never holds.
    if (left === undefined || right === undefined) return false;
    if (operator === '=') return left === right;
    if (operator === '<') return left < right;
    if (operator === '<=') return left <= right;
    throw new Error(`Not known here: ${operator}`);
  };
  const and = (): boolean => {
    let holds = term();
    for (; tokens[at] === 'AND'; holds = term() && holds) at++;
    return holds;
  };
  const or = (): boolean => {
    let holds = and();
    for (; tokens[at] === 'OR'; holds = and() || holds) at++;
    return holds;
  };
  const holds = or();
  if (at !== tokens.length) throw new Error(`Not understood: ${tokens.slice(at).join(' ')}`);
  return holds;
}

const sizeOf = (value: AttributeValue | undefined) => value?.L?.length ?? value?.SS?.length;

/** Codes and failures of the record after an update whose condition holds. */
export function after(item: Item | undefined, update: ConditionalUpdate): Item {
  const { UpdateExpression: text, ExpressionAttributeValues: values } = update;
  const changed: Item = { ...item };
  if (/SET codeTimes = :codeTimes/.test(text)) changed.codeTimes = values[':codeTimes'] as never;
  if (/codeTimes = list_append\(codeTimes, :codeTimes\)/.test(text)) {
    changed.codeTimes = {
      L: [...(item?.codeTimes?.L ?? []), ...(values[':codeTimes']?.L ?? [])],
    };
  }
  if (/REMOVE usedCodes/.test(text)) delete changed.usedCodes;
  if (/ADD failures :failure/.test(text)) {
    changed.failures = {
      SS: [...(item?.failures?.SS ?? []), ...(values[':failure']?.SS ?? [])],
    };
  }
  return changed;
}

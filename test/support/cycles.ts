interface Resource {
  DependsOn?: string | string[];
  Properties?: unknown;
}

/** Logical ids that a part of a template references. */
function namedIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namedIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'Ref') return [String(value)];
    if (key === 'Fn::GetAtt') return [String([value].flat()[0]).split('.')[0] ?? ''];
    return namedIn(value);
  });
}

/** Logical ids of the resources that CloudFormation can not order, because they need each other. */
export function circular(resources: Record<string, Resource>): string[] {
  const open = new Map(
    Object.entries(resources).map(([id, { DependsOn = [], Properties }]) => [
      id,
      new Set([...[DependsOn].flat(), ...namedIn(Properties)].filter((name) => name in resources)),
    ]),
  );
  for (;;) {
    const ready = [...open].filter(([, needs]) => needs.size === 0).map(([id]) => id);
    if (ready.length === 0) return [...open.keys()];
    for (const id of ready) open.delete(id);
    for (const needs of open.values()) for (const id of ready) needs.delete(id);
  }
}

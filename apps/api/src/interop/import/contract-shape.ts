import type * as z from 'zod';

/** The parts of a zod schema that the checks read; every schema of the import files is made of these. */
type Shape =
  | { type: 'object'; shape: Record<string, z.core.$ZodType> }
  | { type: 'array'; element: z.core.$ZodType }
  | { type: 'tuple'; items: z.core.$ZodType[] }
  | { type: 'record'; keyType: z.core.$ZodType; valueType: z.core.$ZodType }
  | { type: 'optional' | 'nullable' | 'default'; innerType: z.core.$ZodType }
  | { type: 'enum'; entries: Record<string, string> }
  | { type: 'literal'; values: unknown[] }
  | { type: 'string' | 'number' | 'boolean' };

const shapeOf = (schema: z.core.$ZodType): Shape => schema._zod.def as unknown as Shape;

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const shape = shapeOf(schema);
  return 'innerType' in shape ? unwrapped(shape.innerType) : schema;
}

/** The keys that a map of this contract may have, or null when it is no map of fixed keys. */
export function knownKeys(schema: z.core.$ZodType): string[] | null {
  const shape = shapeOf(unwrapped(schema));
  return shape.type === 'object' ? Object.keys(shape.shape) : null;
}

/** The contract of what stands at `part` below `schema`, or null when the contract says nothing of it. */
export function below(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | null {
  const shape = shapeOf(unwrapped(schema));
  if (shape.type === 'object') return Object.hasOwn(shape.shape, part) ? shape.shape[String(part)]! : null;
  if (shape.type === 'array') return typeof part === 'number' ? shape.element : null;
  if (shape.type === 'tuple') return typeof part === 'number' ? (shape.items[part] ?? null) : null;
  if (shape.type === 'record') return shape.valueType;
  return null;
}

/** The contract at a path below `schema`, or null. */
export function contractAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | null {
  return path.reduce<z.core.$ZodType | null>((at, part) => at && below(at, part), schema);
}

/** The contract that the keys of a map of free keys must fit, or null. */
export function keyContract(schema: z.core.$ZodType): z.core.$ZodType | null {
  const shape = shapeOf(unwrapped(schema));
  return shape.type === 'record' ? shape.keyType : null;
}

/** The words that a value of this contract is chosen from, or null when it is no such choice. */
export function knownWords(schema: z.core.$ZodType): string[] | null {
  const shape = shapeOf(unwrapped(schema));
  return shape.type === 'enum' ? Object.values(shape.entries) : null;
}

/** What a contract expects, in the words of the person who mends the file. */
export function expectationOf(schema: z.core.$ZodType): string {
  const shape = shapeOf(schema);
  const described = (schema as { description?: string }).description;
  if (described && !('innerType' in shape)) return described;
  switch (shape.type) {
    case 'nullable':
      return `${expectationOf(shape.innerType)}, or null`;
    case 'optional':
    case 'default':
      return expectationOf(shape.innerType);
    case 'object':
      return `a map with the keys ${Object.keys(shape.shape).join(', ')}`;
    case 'array':
      return `a list, each entry ${expectationOf(shape.element)}`;
    case 'tuple':
      return `a list of ${shape.items.length}`;
    case 'record':
      return `a map, each key ${expectationOf(shape.keyType)}`;
    case 'enum':
      return `one of ${Object.values(shape.entries).join(', ')}`;
    case 'literal':
      return shape.values.map(String).join(' or ');
    default:
      return `a ${shape.type}`;
  }
}

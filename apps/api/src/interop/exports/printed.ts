import type { Language } from '@torv/shared/kernel';

/** One piece of a text that is to be read or printed. Word and PDF are made from the same pieces. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; newPage?: boolean }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; facts: [label: string, value: string][] }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; heads: string[]; rows: string[][] };

export interface Printed {
  title: string;
  language: Language;
  blocks: Block[];
}

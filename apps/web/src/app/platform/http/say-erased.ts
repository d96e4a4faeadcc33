import { erasedPerson, erasedWords, type Language } from '@torv/shared/kernel';

/** Who was erased has no name; what stands for it is a word, and is said in the reader's language. */
export function sayErased<T>(body: T, language: Language): T {
  return language === 'da' ? body : (said(body) as T);
}

function said(value: unknown): unknown {
  if (value === erasedPerson) return 'Erased person';
  if (value === erasedWords) return 'The text has been erased. The log says that it was.';
  if (Array.isArray(value)) return value.map(said);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, said(one)]));
}

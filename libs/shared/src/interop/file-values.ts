import * as z from 'zod';
import { Key } from '../kernel';

/*
 * The values an import file is made of. Each says in its description what is expected, in the words of the person who
 * reads the finding.
 */

/** Neither control characters nor halves of a character: PostgreSQL and people can read what is left. */
const oneLine = /^(?!\s)(?!.*\s$)[^\p{Cc}\p{Cs}]+$/u;
const manyLines = /^(?!\s)(?:[^\p{Cc}\p{Cs}]|[\n\t])+$/u;

/** The key of an entry, or of the entry that another refers to. */
export const FileKey = Key.describe('a key of 2–64 lower-case letters, digits and single hyphens');

/** One line of text. */
export const Text = z.string().max(500).regex(oneLine).describe('a text on one line, at most 500 characters');

/** Text of several lines. */
export const LongText = z.string().max(20_000).regex(manyLines).describe('a text of at most 20,000 characters');

/** A word of the source's own vocabulary, such as a unit or a kind of strategy. */
export const Word = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .describe('a word of lower-case letters, digits and single hyphens');

/** How many of something. */
export const Count = z.int().min(0).max(2_147_483_647).describe('a whole number, 0 or more');

/** A change in number, up or down. */
export const Change = z.int().min(-2_147_483_648).max(2_147_483_647).describe('a whole number');

export const Year = z.int().min(1000).max(2999).describe('a year of four digits');

/** A share of a whole. */
export const Share = z.number().min(0).max(1).describe('a share from 0 to 1');

export const Flag = z.boolean().describe('true or false');

/** A calendar day in the network's own time zone. */
export const FileDay = z.iso.date().describe('a day as YYYY-MM-DD');

/** A value that may be left out or given as null: the source does not say. */
export const maybe = <T extends z.ZodType>(value: T) => value.nullable().default(null);

/** A list that may be left out: it reads as empty. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).default([]);

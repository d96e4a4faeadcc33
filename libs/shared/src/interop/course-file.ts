import * as z from 'zod';
import { Outcome, RatificationAnswer } from '../decisions';
import { Visibility } from '../kernel';
import { ItemKind } from '../meetings';
import { Stance } from '../proposals';
import { Count, FileDay, FileKey, listOf, LongText, maybe, Text } from './file-values';

const Address = z.email().describe("a person's address");
const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .describe("a time of the network's own zone as YYYY-MM-DDTHH:MM");

/** An organisation's word; `person`: who stated it. */
const Position = z.strictObject({
  organisation: FileKey,
  person: Address,
  stance: Stance,
  text: maybe(LongText),
  stated: FileDay,
});

const Proposal = z.strictObject({
  key: FileKey,
  body: FileKey,
  title: Text,
  by: Address,
  drafted: FileDay,
  text: LongText,
  background: maybe(LongText),
  visibility: Visibility.default('network'),
  goals: listOf(FileKey),
  positions: listOf(Position),
});

const FollowUp = z.strictObject({ organisation: FileKey, task: Text, due: FileDay, done: maybe(Text) });

/** What an organisation's own instance said, and on which day; `person`: who stated it. */
const Answer = z.strictObject({
  answer: RatificationAnswer,
  text: maybe(LongText),
  on: FileDay,
  person: Address,
});

/** Whom a decision asks to adopt it for themselves, by a day; `instance` by its name. */
const Ratification = z.strictObject({
  organisation: FileKey,
  instance: maybe(Text),
  by: FileDay,
  answer: maybe(Answer),
});

/** `refer_to`: the body that it was referred to. `changes`: an earlier decision of this file, by its key. `text`: the proposal's when left out. */
const Decision = z.strictObject({
  key: FileKey,
  outcome: Outcome,
  text: maybe(LongText),
  rationale: LongText,
  /** Why another outcome than the rule gives. */
  departure: maybe(LongText),
  summary: LongText,
  visibility: maybe(Visibility),
  follow_up: maybe(FollowUp),
  review_on: maybe(FileDay),
  refer_to: maybe(FileKey),
  ratification: listOf(Ratification),
  changes: maybe(z.strictObject({ kind: z.enum(['supersedes', 'amends', 'revokes', 'confirms']), decision: FileKey })),
});

/** `person` was ruled conflicted on the item. */
const Conflict = z.strictObject({ person: Address, ground: Text });

/** `proposal`: what stands on it, by key; its title is then the proposal's. */
const Item = z.strictObject({
  title: maybe(Text),
  kind: ItemKind.default('decision'),
  proposal: maybe(FileKey),
  visibility: maybe(Visibility),
  conflicts: listOf(Conflict),
  decision: maybe(Decision),
});

/** Everyone who has a seat in the body was there, but those of the organisations in `absent`. */
const Meeting = z.strictObject({
  body: FileKey,
  title: Text,
  led_by: Address,
  starts: LocalTime,
  minutes: Count.default(120),
  place: maybe(Text),
  visibility: Visibility.default('network'),
  absent: listOf(FileKey),
  items: listOf(Item),
});

/**
 * What a network decided before it had Torv, or what a demonstration has behind it: meetings that are over, in the order
 * in which they were held, with what was proposed, said and decided there. It is placed once: the log is not rewritten.
 */
export const CourseFile = z.strictObject({
  demonstration: z.literal(true),
  course: FileKey,
  proposals: listOf(Proposal),
  meetings: listOf(Meeting),
});
export type CourseFile = z.infer<typeof CourseFile>;

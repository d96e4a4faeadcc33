import * as z from 'zod';
import { BodyKind } from '../bodies';
import { InitiativeState } from '../initiatives';
import { Sector } from '../organisations';
import { Change, Count, FileDay, FileKey, Flag, listOf, maybe, Share, Text, Word, Year } from './file-values';

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
};

const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .describe('a language of two or three letters, such as da');

/** How far something built has come, as the source says. */
const BuildingStatus = z.enum(['existing', 'under-way', 'planned']);

const Area = z.strictObject({
  key: FileKey,
  name: Text,
  kind: z.enum([
    'municipality-seat',
    'growth-axis',
    'district',
    'sub-district',
    'housing-area',
    'road',
    'centre',
    'house',
  ]),
  parent: maybe(FileKey),
  residents: maybe(Count),
  social_dwellings: maybe(Count),
  overlaps: listOf(FileKey),
  status: maybe(BuildingStatus),
  note: maybe(Text),
});

const Facility = z.strictObject({
  key: FileKey,
  name: Text,
  area: FileKey,
  status: maybe(BuildingStatus),
  owner: maybe(FileKey),
  dwellings: maybe(Count),
  buildings: maybe(Count),
  tenure: maybe(Word),
  opened: maybe(Year),
  modernised: maybe(Year),
  floor_area_m2: maybe(Count),
  weekly_visitors_and_staff: maybe(z.tuple([Count, Count]).describe('two whole numbers, lowest and highest')),
});

const Organisation = z.strictObject({
  key: FileKey,
  name: Text,
  sector: Sector,
  parent: maybe(FileKey),
  parents: listOf(FileKey),
  founded: maybe(Year),
  staff: maybe(Count),
  permanent: maybe(Flag),
  note: maybe(Text),
});

const Body = z.strictObject({
  key: FileKey,
  name: Text,
  kind: BodyKind,
  since: maybe(Year),
  status: maybe(Word),
  seats: listOf(FileKey),
  linked_to: listOf(FileKey),
  dialogue_with: listOf(FileKey),
  secretariat: maybe(FileKey),
  mandate: maybe(Text),
});

const Indicator = z.strictObject({
  unit: Word,
  achieved: maybe(Change),
  period_years: maybe(Count),
  baseline_year: maybe(Year),
  target_year: maybe(Year),
  change: maybe(Change),
});

const Strategy = z.strictObject({
  key: FileKey,
  name: Text,
  owner: FileKey,
  kind: Word,
  adopted: maybe(Year),
  objectives: listOf(z.strictObject({ key: FileKey, name: Text, note: maybe(Text), indicator: maybe(Indicator) })),
});

const Forecast = z.strictObject({
  key: FileKey,
  area: FileKey,
  unit: Word,
  baseline_year: maybe(Year),
  year: Year,
  change: Change,
});

const Plan = z.strictObject({
  key: FileKey,
  name: Text,
  kind: z.enum(['social', 'physical']),
  from: maybe(Year),
  to: maybe(Year),
  organisations: listOf(FileKey),
  areas: listOf(FileKey),
  covers: maybe(Text),
  funder: maybe(FileKey),
  note: maybe(Text),
});

const Theme = z.strictObject({ key: FileKey, da: Text, en: Text });

const Goal = z.strictObject({
  key: FileKey,
  name: Text,
  themes: listOf(FileKey),
  aligned_with: listOf(FileKey),
  parties: listOf(FileKey),
});

/** `in-no-plan` is the source's word for what all want and nobody has planned: an idea. */
const Initiative = z.strictObject({
  key: FileKey,
  name: Text,
  kind: z.enum(['joint', 'own']).default('joint'),
  status: maybe(z.enum([...InitiativeState.options, 'in-no-plan'])),
  lead: FileKey,
  partners: listOf(FileKey),
  core_task_owner: maybe(FileKey),
  goals: listOf(FileKey),
  facility: maybe(FileKey),
  recommendations: listOf(z.int().min(1).max(99).describe('the number of a recommendation')),
  example: Flag.default(false),
  recurs: maybe(Word),
});

const Recommendation = z.strictObject({ theme: FileKey, da: maybe(Text), en: Text });

const ThresholdRule = z.strictObject({
  key: FileKey,
  subject: Text,
  above: maybe(Share),
  at_least: maybe(Share),
  at_most: maybe(Share),
  equals: maybe(Share),
  band: maybe(z.tuple([Share, Share]).describe('two shares from 0 to 1, lowest and highest')),
  residents_at_least: maybe(Count),
  from: maybe(FileDay),
  meaning: maybe(Text),
  source: maybe(Text),
});

/** A network as its source describes it: every section and key of the file, and no other. */
export const NetworkFile = z.strictObject({
  source: z.strictObject({ title: Text, publisher: Text, published: maybe(Year), language: LanguageTag }),
  network: z.strictObject({
    key: FileKey,
    name: Text,
    kind: Text,
    timezone: z.string().max(64).refine(isTimeZone).describe('a time zone such as Europe/Copenhagen'),
    languages: z.array(LanguageTag).min(1).describe('a list of at least one language'),
  }),
  areas: listOf(Area),
  facilities: listOf(Facility),
  sectors: listOf(Sector),
  organisations: listOf(Organisation),
  bodies: listOf(Body),
  strategies: listOf(Strategy),
  forecasts: listOf(Forecast),
  plans: listOf(Plan),
  themes: listOf(Theme),
  goals: listOf(Goal),
  initiatives: listOf(Initiative),
  recommendations: z
    .record(
      z
        .string()
        .regex(/^[1-9]\d?$/)
        .describe('a number from 1 to 99'),
      Recommendation,
    )
    .default({}),
  phases: listOf(Word),
  threshold_rules: listOf(ThresholdRule),
});
export type NetworkFile = z.infer<typeof NetworkFile>;

import { Body, Controller, Get, Param, Put, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DecisionRow } from '@torv/shared/decisions';
import type { MeetingRow } from '@torv/shared/meetings';
import {
  EventsView,
  HomeView,
  InvitableView,
  LeavingView,
  SeatsOfOrganisation,
  VisitMark,
  type FirstStepsView,
  type Happening,
  type Need,
} from '@torv/shared/overview';
import { Id, Key } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { Found } from '../platform/database/send-together';
import * as z from 'zod';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { firstStepsOfNetwork, invitableInNetwork } from './first-steps.sql';
import { seatsOfOrganisation, whatFallsVacant } from './leaving.sql';
import {
  awaits,
  decisionsSince,
  goalsInBrief,
  happeningsSince,
  markVisit,
  needsOfActor,
  nextMeeting,
  visitOfActor,
} from './overview.sql';

const Since = z.strictObject({ since: z.coerce.number().int().min(0) });
const most = 100;

function jsonOf<T>(result: Found | undefined): T[] {
  return (result?.rows ?? []).map((row) => row['json'] as T);
}

@ApiTags('overview')
@Controller('api/v1/networks/:networkKey/overview')
export class OverviewController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  @Get('home')
  @Answers(200, HomeView)
  async home(@Reading() reader: Reader): Promise<HomeView> {
    const { networkId } = reader;
    const [visit] = await this.database.readInNetwork(reader, visitOfActor(networkId));
    const { up_to, seen, seen_at } = visit!.rows[0] as { up_to: string; seen: string | null; seen_at: Date | null };
    // Before the first visit there is nothing one has missed.
    const since = Number(seen ?? up_to);
    const [needs, decisions, items, meeting, goals, steps] = await this.database.readInNetwork(
      reader,
      needsOfActor(networkId),
      decisionsSince(networkId, since),
      happeningsSince(networkId, since, most),
      nextMeeting(networkId),
      goalsInBrief(networkId),
      firstStepsOfNetwork(networkId),
    );
    if (seen === null) await this.database.note(reader.personId!, markVisit(networkId, since));
    return {
      needs: jsonOf<Need>(needs),
      sinceLastVisit: {
        seen: since,
        seenAt: seen_at?.toISOString() ?? null,
        upTo: Number(up_to),
        decisions: jsonOf<DecisionRow>(decisions),
        items: jsonOf<Happening>(items).filter((one) => one.kind !== awaits),
      },
      nextMeeting: jsonOf<MeetingRow>(meeting)[0] ?? null,
      goals: jsonOf<HomeView['goals'][number]>(goals),
      firstSteps: jsonOf<FirstStepsView>(steps)[0] ?? null,
    };
  }

  /** Whom the reader may invite people for. */
  @Get('invitable')
  @Answers(200, InvitableView)
  async invitable(@Reading() reader: Reader): Promise<InvitableView> {
    const [found] = await this.database.readInNetwork(reader, invitableInNetwork(reader.networkId));
    return jsonOf<InvitableView>(found)[0]!;
  }

  @Get('events')
  @Answers(200, EventsView)
  async events(@Reading() reader: Reader, @Params({ schema: Since }) query: { since: number }): Promise<EventsView> {
    const [visit, items] = await this.database.readInNetwork(
      reader,
      visitOfActor(reader.networkId),
      happeningsSince(reader.networkId, query.since, most),
    );
    const happenings = jsonOf<Happening>(items);
    const newest = Number((visit!.rows[0] as { up_to: string }).up_to);
    return { items: happenings, upTo: happenings.length === most ? happenings[most - 1]!.seq : newest };
  }

  /** What falls vacant when an affiliation ends. */
  @Get('leaving/:id')
  @Answers(200, LeavingView)
  async leaving(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, whatFallsVacant(reader.networkId, id));
    return sendOne(reply, found!);
  }

  /** Where an organisation sits. */
  @Get('seats/:key')
  @Answers(200, SeatsOfOrganisation)
  async seats(@Reading() reader: Reader, @Param('key', { schema: Key }) key: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, seatsOfOrganisation(reader.networkId, key));
    return sendOne(reply, found!);
  }

  @Put('visit')
  @Answers(204)
  async visit(@Acting() actor: ActingPerson, @Body({ schema: VisitMark }) mark: { seq: number }): Promise<void> {
    await this.works.run(actor, null, async (work) => {
      await work.row(markVisit(actor.networkId, mark.seq));
      return '';
    });
  }
}
